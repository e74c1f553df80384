import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type App, type AppInput, openApp } from '../../app.ts'
import type { Deps } from '../../deps.ts'
import { isWhy403Error } from '../../errors.ts'
import { revisionNotice } from '../../incidents/library/revision-notice.ts'
import { createLog } from '../../log.ts'
import { readVersion } from '../../version.ts'
import { createWaitingRoom } from '../../web/create-waiting-room.ts'
import type { Io } from '../io.ts'
import { readConfig } from '../read-config.ts'
import { writeServerFile } from '../server-file.ts'
import { usedConfiguration } from '../used-configuration.ts'
import { addPractice } from './add-practice.ts'
import { bannerLines } from './banner-lines.ts'
import { listen } from './listen.ts'

const DATABASE_RETRY_MS = 2_000

/** A running service. `close` finishes what is in hand or hands it back. */
type Server = { url: string; close(): Promise<void> }

/**
 * Listens first, so that health can be asked from the first moment, then builds everything behind it. A Postgres server
 * that is away is waited for: Slack gets 503 and tries again. @throws `config.invalid`, `store.locked`, `runbook.invalid`
 */
export async function startServer(io: Io, stop: AbortSignal): Promise<Server> {
  const read = readConfig(io)
  const uses = usedConfiguration(read)
  const deps: Deps = { now: io.now, newId: randomUUID, log: createLog({ level: read.logLevel, stream: io.stderr, pretty: io.isTty }) }
  const waiting = { why: 'why403 is starting' }
  const room = createWaitingRoom(() => waiting.why)
  const listener = await listen({ host: read.host, port: read.port, first: (request) => room.fetch(request) })
  try {
    const { config, env, practice } = await addPractice({ config: read, env: io.env, url: listener.url, deps })
    const apiToken = config.apiToken ?? randomBytes(24).toString('base64url')
    const app = await openPatiently({ config, env, deps, serving: true, apiToken, practice: practice?.app }, { stop, waiting })
    listener.answerWith(app.web.fetch)
    const removeFile = await writeServerFile(config.dataDir, { url: listener.url, token: apiToken, pid: process.pid, uses })
    const facts = {
      config,
      url: listener.url,
      practice: practice !== undefined,
      version: readVersion(),
      runbookNotice: revisionNotice(app.powers.library, config.runbooksDir),
    }
    for (const line of bannerLines(facts)) io.stdout.write(`${line}\n`)
    return { url: listener.url, close: closing([() => app.close(), () => practice?.close(), removeFile, () => listener.close()]) }
  } catch (error) {
    await listener.close()
    throw error
  }
}

function closing(steps: (() => Promise<void> | undefined)[]): () => Promise<void> {
  return async () => {
    for (const step of steps) await step()
  }
}

async function openPatiently(input: AppInput, { stop, waiting }: { stop: AbortSignal; waiting: { why: string } }): Promise<App> {
  for (;;) {
    try {
      return await openApp(input)
    } catch (error) {
      if (!isWhy403Error(error, 'store.unavailable') || !error.retryable || stop.aborted) throw error
      waiting.why = error.message
      input.deps.log.warn({ retryInMs: DATABASE_RETRY_MS }, `${error.message} Trying again.`)
      await pause(DATABASE_RETRY_MS, undefined, { signal: stop }).catch(() => {})
    }
  }
}
