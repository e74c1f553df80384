import { parseArgs } from 'node:util'
import { EXIT, type Io } from './io.ts'
import { spareMemory } from './serving/spare-memory.ts'
import { watchParent } from './serving/watch-parent.ts'

/** `why403 serve --help`. */
const SERVE_HELP = `why403 serve: start the service and stay until Ctrl-C.

Everything is configured by environment variables and why403.yaml (README.md, Configuration):
  HOST (127.0.0.1), PORT (3403), DATABASE_URL, WHY403_DATA_DIR (.why403), WHY403_CONFIG (why403.yaml),
  WHY403_RUNBOOKS (runbooks), WHY403_SECRET_KEY, SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, LOG_LEVEL.
Without Slack's tokens, on a loopback HOST, the practice workspace is at /practice.
`

/** Runs the service until SIGINT or SIGTERM, or until the npm that started it has ended; a second signal does not wait. */
export async function serve(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } }, allowPositionals: false })
  if (values.help) {
    io.stdout.write(SERVE_HELP)
    return EXIT.ok
  }
  const stop = new AbortController()
  const onSignal = () => (stop.signal.aborted ? process.exit(EXIT.failed) : stop.abort())
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, onSignal)
  const unwatch = io.env.npm_lifecycle_event ? watchParent(() => stop.abort()) : undefined
  try {
    if (io.env.DATABASE_URL) spareMemory()
    const { startServer } = await import('./serving/start-server.ts')
    const server = await startServer(io, stop.signal)
    if (!stop.signal.aborted) await new Promise((resolve) => stop.signal.addEventListener('abort', resolve, { once: true }))
    io.stdout.write('\nFinishing what is in hand …\n')
    await server.close()
    io.stdout.write('why403 has stopped.\n')
    return EXIT.ok
  } finally {
    unwatch?.()
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, onSignal)
  }
}
