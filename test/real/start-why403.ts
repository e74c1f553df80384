import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const READY = /API\s+(http:\/\/\S+)\/api\/v1/

/** A process of why403 and ways to end it. `said` is all that it wrote to its terminal until now. */
type Spawned = { said(): string; isAlive(): boolean; kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> }

/** One that has said that it is ready, and where. */
export type Running = Spawned & { url: string }

/** A fresh data folder that is removed with the test. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'why403-tour-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** `why403 serve` as a process of its own, once it says that it is ready. Port 0 takes a free one. */
export async function startWhy403(dataDir: string, port = 0, env: Record<string, string> = {}): Promise<Running> {
  const { child, ...spawned } = spawnWhy403(dataDir, { PORT: String(port), LOG_LEVEL: 'error', ...env })
  return { url: await readUrl(child, spawned.said), ...spawned }
}

/** `why403 serve` as a process of its own, ready or not. It ends with the test. */
export function spawnWhy403(dataDir: string, env: Record<string, string>): Spawned & { child: ChildProcess } {
  const all = { PATH: process.env.PATH, WHY403_DATA_DIR: dataDir, ...env }
  const child = spawn(process.execPath, [MAIN, 'serve'], { env: all, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()))
  const kill = (signal: 'SIGKILL' | 'SIGTERM') => endChild(child, signal)
  onTestFinished(() => kill('SIGKILL'))
  return { child, said: () => said, isAlive: () => child.exitCode === null && child.signalCode === null, kill }
}

function readUrl(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const url = READY.exec(said())?.[1]
      if (url) resolve(url)
    }
    child.stdout?.on('data', look)
    child.on('exit', (code) => reject(new Error(`why403 ended with ${code}: ${said()}`)))
  })
}

function endChild(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}
