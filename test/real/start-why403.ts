import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const READY = /Practice\s+(http:\/\/\S+)\/practice/

/** A running why403 and ways to end it. */
export type Running = { url: string; kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> }

/** A fresh data folder that is removed with the test. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'why403-tour-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** `why403 serve` as a process of its own, once it says that it is ready. Without a port, a free one. */
export async function startWhy403(dataDir: string, port = 0): Promise<Running> {
  const env = { PATH: process.env.PATH, WHY403_DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error' }
  const child = spawn(process.execPath, [MAIN, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = (signal: 'SIGKILL' | 'SIGTERM') => endChild(child, signal)
  onTestFinished(() => kill('SIGKILL'))
  return { url: await readUrl(child), kill }
}

function readUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (data: Buffer) => {
      said += data.toString()
      const url = READY.exec(said)?.[1]
      if (url) resolve(url)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.on('exit', (code) => reject(new Error(`why403 ended with ${code}: ${said}`)))
  })
}

function endChild(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}
