import { spawn } from 'node:child_process'
import { openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type ForegroundServer, serverFolder, startForeground } from './foreground-server.ts'
import { freePort } from './free-port.ts'

/** Starts Varnish with this VCL in front of the app at `backend` (host and port). It keeps nothing and writes its log to memory alone. */
export async function startVarnish(input: {
  binary: string
  /** Access lists and the like, outside every subroutine. */
  declarations?: string
  /** Of `vcl_recv`. */
  receive: string
  backend: { host: string; port: number }
}): Promise<ForegroundServer> {
  const port = await freePort()
  const { host, port: backendPort } = input.backend
  const folder = serverFolder('varnish', {
    'site.vcl': `vcl 4.1;
backend app { .host = "${host}"; .port = "${backendPort}"; }
${input.declarations ?? ''}
sub vcl_recv {
${input.receive}
  return (pass);
}
`,
  })
  const args = ['-F', '-j', 'none', '-n', join(folder, 'work'), '-a', `127.0.0.1:${port}`, '-f', join(folder, 'site.vcl')]
  return startForeground({ binary: input.binary, port, folder, args: [...args, '-s', 'malloc,16m', '-p', 'vsl_space=1M'] })
}

/** A `varnishncsa` beside the server; `stop` ends it by its pid. */
export type LogWriter = { stop(): Promise<void> }

const WRITES_WITHIN_MS = 10_000
const WITH_HANDLING = '%h %l %u %t "%r" %s %b "%{Referer}i" "%{User-agent}i" %{Varnish:handling}x'

/** Writes the access log of this Varnish to `file` in its folder, each line at once, with how it was handled at its end. */
export async function writeVarnishLog({ folder, origin }: ForegroundServer, file: string): Promise<LogWriter> {
  const path = join(folder, file)
  const args = ['-n', join(folder, 'work'), '-F', WITH_HANDLING]
  const child = spawn('varnishncsa', args, { stdio: ['ignore', openSync(path, 'a'), 'ignore'] })
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  await untilWritten(path, origin)
  return {
    async stop() {
      if (child.exitCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** What is asked before the writer has found the log is not written: requests are sent until one is. */
async function untilWritten(path: string, origin: string): Promise<void> {
  const until = performance.now() + WRITES_WITHIN_MS
  while (statSync(path).size === 0) {
    if (performance.now() > until) throw new Error('varnishncsa writes nothing')
    await fetch(`${origin}/`)
    await pause(30)
  }
}
