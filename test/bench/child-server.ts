import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A server in a process of its own, so that the load does not share its thread. */
export type ChildServer = { url: string; pid: number; stop(): Promise<void> }

const STOP_WITHIN_MS = 10_000

/** Starts `node FILE …`; the child says `ready URL` on its standard output when it listens. */
export async function startChild(file: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<ChildServer> {
  const child = spawn(process.execPath, [file, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await readyUrl(child)
  return {
    url,
    pid: child.pid as number,
    async stop() {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
      await once(child, 'exit')
      clearTimeout(force)
    },
  }
}

async function readyUrl(child: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk)
    const url = /ready (http\S+)/.exec(said)?.[1]
    if (url) {
      child.stdout?.resume()
      return url
    }
  }
  throw new Error(`the server ended before it was ready: ${said}`)
}
