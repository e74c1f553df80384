import { randomUUID } from 'node:crypto'
import { openApp } from '../../app.ts'
import { revisionNotice } from '../../incidents/library/revision-notice.ts'
import { createLog } from '../../log.ts'
import type { Io } from '../io.ts'
import { readConfig } from '../read-config.ts'
import { readServerFile } from '../server-file.ts'
import { terminalText } from '../terminal/terminal-text.ts'
import type { DiagnosisDesk } from './diagnosis-desk.ts'
import { createLocalDesk } from './local-desk.ts'
import { createRemoteDesk } from './remote-desk.ts'
import { serverNotice } from './server-notice.ts'

/**
 * A desk in the server that has the data folder open, else in this process, which then opens the store itself. Says on stderr
 * when it walks by another configuration or other runbooks than those that lie here.
 */
export async function openDesk(io: Io): Promise<DiagnosisDesk> {
  const config = readConfig(io)
  const server = config.databaseUrl === undefined ? readServerFile(config.dataDir) : null
  if (server) {
    tell(io, serverNotice(server, { config, env: io.env }))
    return createRemoteDesk(server)
  }
  const log = createLog({ level: io.env.LOG_LEVEL ? config.logLevel : 'error', stream: io.stderr, pretty: io.isTty })
  const app = await openApp({ config, env: io.env, deps: { now: io.now, newId: randomUUID, log }, serving: false, apiToken: randomUUID() })
  tell(io, revisionNotice(app.powers.library, config.runbooksDir))
  return createLocalDesk(app.powers, app.close)
}

function tell(io: Io, notice: string | null): void {
  if (notice !== null) io.stderr.write(`why403: ${terminalText(notice)}\n`)
}
