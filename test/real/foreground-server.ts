import { type ChildProcess, spawn } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/local/bin']
const READY_WITHIN_MS = 15_000
const END_WITHIN_MS = 3_000

/** A server of its own in the foreground, on a loopback port; `said` is what it wrote; `stop` ends it by its pid. */
export type ForegroundServer = { origin: string; folder: string; said(): string; stop(): Promise<void> }

/** What a server is started from: its files by relative path, and its command line once folder and port are known. */
export type ServerPlan = {
  binary: string
  port: number
  folder: string
  args: readonly string[]
  env?: Readonly<Record<string, string>>
  /** A user of the machine that the server runs as where the test runs as root; the folder becomes theirs. */
  user?: string
  /** A file below the folder that gets what the server says, as a supervisor's log does. */
  output?: string
}

/** The full path of a server's binary, where Debian keeps such; undefined when it is not installed. */
export function findBinary(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

/** A temporary folder with these files, readable for a server that gives up root. */
export function serverFolder(name: string, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), `why403-${name}-`))
  chmodSync(folder, 0o755)
  for (const [path, text] of Object.entries(files)) writeInto(folder, path, text)
  return folder
}

/** Puts a file below a server's folder, readable for everybody. */
export function writeInto(folder: string, path: string, text: string): void {
  const full = join(folder, path)
  mkdirSync(dirname(full), { recursive: true, mode: 0o755 })
  writeFileSync(full, text, { mode: 0o644 })
}

/** Starts the server and waits until its port takes connections. */
export async function startForeground({ binary, port, folder, args, env, user, output }: ServerPlan): Promise<ForegroundServer> {
  const ids = user === undefined ? {} : handOver(folder, user)
  const child = spawn(binary, args, { cwd: folder, env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'], ...ids })
  const lines: string[] = []
  const keep = (data: unknown) => {
    lines.push(String(data))
    if (output !== undefined) appendFileSync(join(folder, output), String(data))
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const said = () => lines.join('')
  await untilListening(child, port, said)
  const stop = async () => {
    await endChild(child)
    rmSync(folder, { recursive: true, force: true })
  }
  return { origin: `http://127.0.0.1:${port}`, folder, said, stop }
}

/** Gives the folder to this user, so that file modes mean something; nothing where the test is not root. */
function handOver(folder: string, user: string): { uid?: number; gid?: number } {
  const [, , uid, gid] =
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .find(([name]) => name === user) ?? []
  if (process.getuid?.() !== 0 || uid === undefined) return {}
  const ids = { uid: Number(uid), gid: Number(gid) }
  for (const path of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) chownSync(join(folder, path), ids.uid, ids.gid)
  return ids
}

async function untilListening(child: ChildProcess, port: number, said: () => string): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS
  while (!(await takesConnections(port))) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${said()}`)
    if (performance.now() > until) throw new Error(`The server does not listen on ${port}:\n${said()}`)
    await pause(30)
  }
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => resolve(true))
    socket.on('error', () => resolve(false)).on('connect', () => socket.destroy())
  })
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const killed = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS)
  await ended
  clearTimeout(killed)
}
