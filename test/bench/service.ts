import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
/** What `npm start` runs, without npm between the measure and the process. */
const START: string = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts.start
const STOP_WITHIN_MS = 10_000

/** A running `why403 serve` in a process of its own; `startMs` from spawn to the line that says that it is ready. */
export type Service = { url: string; pid: number; startMs: number; stop(): Promise<void> }

/** Starts the service on a free port with `env` on top of this process's own. */
export async function startService(env: NodeJS.ProcessEnv): Promise<Service> {
  const began = performance.now()
  const child = spawn(process.execPath, START.split(' ').slice(1), {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await untilReady(child)
  const startMs = performance.now() - began
  const url = /(http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1]
  if (!url) throw new Error(`the service did not become ready: ${said}`)
  return { url, pid: child.pid as number, startMs, stop: () => stop(child) }
}

async function untilReady(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      said += String(chunk)
      if (said.includes('is ready') && said.includes('Database')) resolve(said)
    })
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${said}`)))
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  await once(child, 'exit')
  clearTimeout(force)
}
