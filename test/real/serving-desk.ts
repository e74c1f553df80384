import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { run } from '../../src/cli/run.ts'
import { readServerFile } from '../../src/cli/server-file.ts'
import { Diagnosis } from '../../src/incidents/view/diagnosis-of.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const READY_WITHIN_MS = 60_000

/** One command line and what came of it: exit status, both streams, the time it took. */
export type Told = { status: number; out: string; err: string; ms: number }

/** A `why403 serve` of its own with a why403.yaml, and the command line beside it, which goes through its API. */
export type Desk = {
  folder: string
  env: Readonly<Record<string, string>>
  why403(...argv: string[]): Promise<Told>
  diagnose(...argv: string[]): Promise<Told & { diagnosis: Diagnosis }>
  close(): Promise<void>
}

/** Writes why403.yaml, starts the service on a free port and waits until it has said where it is. */
export async function openDesk(yaml: string, secrets: Readonly<Record<string, string>>): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'why403-desk-'))
  await writeFile(join(folder, 'why403.yaml'), yaml)
  const env = {
    PATH: process.env.PATH ?? '',
    WHY403_CONFIG: join(folder, 'why403.yaml'),
    WHY403_DATA_DIR: join(folder, 'data'),
    WHY403_RUNBOOKS: join(import.meta.dirname, '../../runbooks'),
    LOG_LEVEL: 'error',
    PORT: '0',
    ...secrets,
  }
  const server = spawn(process.execPath, [MAIN, 'serve'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  await untilServing(server, env.WHY403_DATA_DIR)
  const why403 = (...argv: string[]) => commandLine(argv, { cwd: folder, env })
  return {
    folder,
    env,
    why403,
    async diagnose(...argv) {
      const told = await why403('diagnose', ...argv, '--json')
      if (told.out.trim().split('\n').length !== 1 || told.err !== '') throw new Error(`not one line of JSON: ${told.out}${told.err}`)
      return { ...told, diagnosis: Diagnosis.parse(JSON.parse(told.out)) }
    },
    async close() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      if (server.exitCode === null && server.kill('SIGTERM')) await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Runs one command line in this process. */
async function commandLine(argv: string[], { cwd, env }: { cwd: string; env: Readonly<Record<string, string>> }): Promise<Told> {
  const texts = { out: '', err: '' }
  const stdout = new PassThrough().on('data', (chunk) => (texts.out += String(chunk)))
  const stderr = new PassThrough().on('data', (chunk) => (texts.err += String(chunk)))
  const began = performance.now()
  const status = await run(argv, { stdin: new PassThrough(), stdout, stderr, isTty: false, cwd, env, now: () => new Date() })
  return { status, ...texts, ms: performance.now() - began }
}

async function untilServing(server: ChildProcess, dataDir: string): Promise<void> {
  let said = ''
  server.stdout?.on('data', (data) => (said += String(data)))
  server.stderr?.on('data', (data) => (said += String(data)))
  const until = performance.now() + READY_WITHIN_MS
  for (;;) {
    const file = readServerFile(dataDir)
    const ready =
      file &&
      (await fetch(`${file.url}/readyz`)
        .then(({ ok }) => ok)
        .catch(() => false))
    if (ready) return
    if (server.exitCode !== null || performance.now() > until) throw new Error(`why403 does not serve:\n${said}`)
    await pause(50)
  }
}
