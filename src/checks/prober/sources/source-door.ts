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

/** Opens the door for one session. Redirects are answers here, never followed. */
export function openSourceDoor(ground: Ground): SourceDoor {
  const { target, incident, version, readSecret, connect = connectPinned, timeoutMs = SOURCE_TIMEOUT_MS, closing } = ground
  const origins = listedOrigins(target)
  const pins = createPins(ground.resolve)
  const tls = createSourceTls({ target, origins, readSecret })
  const way = openDirectWay({ pins, connect, tlsFor: tls.tlsFor, privateNetwork: (whose) => whose === LISTED }, {})
  let asks = 0

  /** Whether a URL may be asked: listed by itself, or named by the answer of one that is. */
  function refuse({ url, method = 'GET', access, discoveredFrom }: SourceRequest): string | null {
    const asked = URL.parse(url)
    if (!asked || !/^https?:$/.test(asked.protocol)) return 'the URL of a source is no http or https URL'
    if (asked.username || asked.password) return 'the URL of a source holds a user name or password'
    const from = URL.parse(discoveredFrom ?? '')
    if (from ? asked.origin === from.origin && origins.has(from.origin) : origins.has(asked.origin)) return null
    if (!from || !origins.has(from.origin)) return `${asked.origin} is listed in no source of the target`
    if (from.protocol === 'https:' && asked.protocol !== 'https:') return `${from.origin} names ${asked.origin}, which is not https`
    return method === 'GET' && !access ? null : `${asked.origin} is named by ${from.origin}, so it is only read`
  }

  /** Where an answer leads may be private only on the host that gave it: a service must not send us to its neighbours. */
  function placeOf({ url, discoveredFrom }: SourceRequest): string {
    return discoveredFrom === undefined || new URL(url).hostname === new URL(discoveredFrom).hostname ? LISTED : DISCOVERED
  }

  async function ask(request: SourceRequest, signal?: AbortSignal): Promise<SourceAnswer> {
    const refused = refuse(request) ?? (asks >= ASKS_MAX ? `${ASKS_MAX} questions to sources were asked for this incident already` : null)
    if (refused !== null) throw new CheckFailed('refused', refused)
    asks += 1
    const own = {
      'user-agent': `why403/${version} (+${incident})`,
      accept: 'application/json, */*;q=0.5',
      'accept-encoding': 'gzip, deflate, br',
    }
    const theirs = Object.entries(request.headers ?? {}).filter(([name]) => !isOwnHeader(name))
    const given = Object.fromEntries(theirs.map(([name, value]) => [name.toLowerCase(), value]))
    const headers = { ...own, ...given, ...(await sourceHeaders(request.access ?? {}, readSecret)) }
    ground.noteHeaders?.(headers)
    const mistake = refuseHeaders(headers)
    if (mistake) throw new CheckFailed('invalid', mistake)
    await tls.prepare(request.url)
    const ends = AbortSignal.any([closing, AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])])
    const { href, host } = new URL(request.url)
    const unsafe = await way.pin(href, placeOf(request), ends)
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
