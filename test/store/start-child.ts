import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

export type Child = {
  process: ChildProcessByStdio<null, Readable, null>
  /** The next line that it prints; rejects when it ends before. */
  line(): Promise<string>
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>
}

/** Runs a file of `children/` as a process of its own. */
export function startChild(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'children', file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    process: child,
    async line() {
      const next = await lines.next()
      if (next.done) throw new Error(`${file} ended without a word`)
      return next.value
    },
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
