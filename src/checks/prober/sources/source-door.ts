import type { TargetConfig } from '../../../config/config.ts'
import type { SecretReader } from '../../../config/read-secret.ts'
import type { SourceAnswer, SourceRequest } from '../../check.ts'
import { CheckFailed } from '../../check-failed.ts'
import { type Connect, connectPinned } from '../address/connect-pinned.ts'
import { createPins } from '../address/pins.ts'
import type { Resolve } from '../address/resolve-host.ts'
import { type Headers, isOwnHeader, refuseHeaders } from '../request-headers.ts'
import { sendRequest } from '../send-request.ts'
import { openDirectWay } from '../ways/direct-way.ts'
import { listedOrigins } from './listed-origins.ts'
import { mayBePrivate, refuseSource } from './refuse-source.ts'
import { sourceHeaders } from './source-headers.ts'
import { createSourceTls } from './source-tls.ts'

const SOURCE_TIMEOUT_MS = 5000
const ANSWER_MAX_BYTES = 1024 * 1024
/** An incident that asks more than this asks in circles. */
const ASKS_MAX = 100
/** Whose word a URL is: the configuration's, or that of an answer. */
const LISTED = 'listed'
const DISCOVERED = 'discovered'

type Ground = {
  target: TargetConfig
  incident: string
  version: string
  resolve: Resolve
  connect?: Connect | undefined
  /** Reads a secret and has it removed from whatever is shown later. */
  readSecret: SecretReader
  /** Told of all headers as they are sent: a secret that is encoded on its way may come back in that form. */
  noteHeaders?: (headers: Headers) => void
  timeoutMs?: number | undefined
  closing: AbortSignal
}

/** The door to the services that a target's configuration lists beside it. */
export type SourceDoor = {
  /** @throws CheckFailed when it must not be asked or no answer came; `secret.missing` */
  ask(request: SourceRequest, signal?: AbortSignal): Promise<SourceAnswer>
  close(): Promise<void>
}

async function headersFor({ headers = {}, access = {} }: SourceRequest, { version, incident, readSecret }: Ground): Promise<Headers> {
  const own = {
    'user-agent': `why403/${version} (+${incident})`,
    accept: 'application/json, */*;q=0.5',
    'accept-encoding': 'gzip, deflate, br',
  }
  const theirs = Object.entries(headers).filter(([name]) => !isOwnHeader(name))
  const given = Object.fromEntries(theirs.map(([name, value]) => [name.toLowerCase(), value]))
  return { ...own, ...given, ...(await sourceHeaders(access, readSecret)) }
}

/** Opens the door for one session. Redirects are answers here, never followed. */
export function openSourceDoor(ground: Ground): SourceDoor {
  const { target, readSecret, connect = connectPinned, timeoutMs = SOURCE_TIMEOUT_MS, closing } = ground
  const origins = listedOrigins(target)
  const pins = createPins(ground.resolve)
  const tls = createSourceTls({ target, origins, readSecret })
  const way = openDirectWay({ pins, connect, tlsFor: tls.tlsFor, privateNetwork: (whose) => whose === LISTED }, {})
  let asks = 0

  async function ask(request: SourceRequest, signal?: AbortSignal): Promise<SourceAnswer> {
    const refused =
      refuseSource(request, origins) ?? (asks >= ASKS_MAX ? `${ASKS_MAX} questions to sources were asked for this incident already` : null)
    if (refused !== null) throw new CheckFailed('refused', refused)
    asks += 1
    const headers = await headersFor(request, ground)
    ground.noteHeaders?.(headers)
    const mistake = refuseHeaders(headers)
    if (mistake) throw new CheckFailed('invalid', mistake)
    await tls.prepare(request.url)
    const ends = AbortSignal.any([closing, AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])])
    const { href, host } = new URL(request.url)
    const unsafe = await way.pin(href, mayBePrivate(request) ? LISTED : DISCOVERED, ends)
    if (unsafe) throw new CheckFailed(unsafe.kind, unsafe.message)
    const sent = {
      method: request.method ?? 'GET',
      url: href,
      headers,
      body: request.body ?? null,
      maxBytes: request.maxBytes ?? ANSWER_MAX_BYTES,
    }
    const answer = await sendRequest(way.dispatcher, sent, ends)
    if ('failure' in answer) throw new CheckFailed(answer.failure.kind, `${host}: ${answer.failure.message}`)
    return answer.response
  }

  return { ask, close: () => way.dispatcher.destroy() }
}
