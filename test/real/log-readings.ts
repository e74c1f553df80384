import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createEntryJoiner } from '../../src/denial/log-lines/create-entry-joiner.ts'
import { explainLogLine } from '../../src/denial/log-lines/explain-log-line.ts'
import type { LogReading } from '../../src/denial/log-lines/log-reading.ts'
import type { ForegroundServer } from './foreground-server.ts'

/** Some servers keep lines back for a while. */
const UNTIL_WRITTEN_MS = 15_000

/** What the entries of a log that name this path tell; read again until one is there, since a server writes after it answers. */
export async function readingsOf(lines: () => string, path: string, count = 1): Promise<LogReading[]> {
  const until = performance.now() + UNTIL_WRITTEN_MS
  for (;;) {
    const joiner = createEntryJoiner()
    const entries = [...lines().split('\n').flatMap(joiner.line), ...joiner.end()]
    const found = entries.filter((entry) => entry.includes(path)).flatMap((entry) => explainLogLine(entry) ?? [])
    if (found.length >= count || performance.now() > until) return found
    await pause(10)
  }
}

/** The text of a server's log, read anew each time. */
export const logOf = (server: ForegroundServer, name: string) => () => readFileSync(join(server.folder, name), 'utf8')
