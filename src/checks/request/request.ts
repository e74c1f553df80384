import { type Exchange, headerValue } from '../../exchange.ts'
import { redactHeaders } from '../../redaction/redact-exchange.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { decisiveResponse } from '../check-failed.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { readOutcome } from '../read-outcome.ts'
import { SAFE_GET } from '../safe-request.ts'
import { visibleText } from '../visible-text.ts'
import { withPath } from '../with-path.ts'
import { REQUEST_EXAMPLES } from './request-examples.ts'
import { RequestFinding, RequestInput } from './request-finding.ts'
import { replacedHeaders, withheldHeaders } from './withheld-headers.ts'

const TEXT_MAX = 1000

type Asked = { identity: string; method: string; url: string; withheld: string[]; replaced: string[] }

function unsentFinding(asked: Asked): RequestFinding {
  const nothing = { sent: false, needsApproval: true, ok: false, passed: false, refused: false, redirected: false, loginRedirect: false }
  return {
    ...asked,
    ...nothing,
    hops: 0,
    headers: {},
    text: '',
    durationMs: 0,
    of: 0,
    passedCount: 0,
    refusedCount: 0,
    unstable: false,
    control: 'none',
  }
}

/** Fields that are not read from the last answer. */
type Around = keyof Asked | 'of' | 'passedCount' | 'refusedCount' | 'unstable' | 'control' | 'controlStatus'

function answerOf(exchange: Exchange): Omit<RequestFinding, Around> {
  const { status, headers, body } = decisiveResponse(exchange)
  const { kind, verdict } = readOutcome(exchange)
  const hops = exchange.hops ?? []
  const location = hops[0]?.location ?? headerValue(headers, 'location')
  return {
    sent: true,
    needsApproval: false,
    status,
    ok: status >= 200 && status < 300,
    passed: kind === 'passed',
    refused: kind === 'refused',
    verdict,
    redirected: hops.length > 0 || (status >= 300 && status < 400),
    loginRedirect: verdict === 'redirected-to-login',
    location: location === undefined ? undefined : redactUrl(location),
    hops: hops.length,
    hopRefused: hops.at(-1)?.refused,
    contentType: headerValue(headers, 'content-type')?.split(';')[0]?.trim().toLowerCase(),
    server: headerValue(headers, 'server'),
    headers: Object.fromEntries(Object.entries(redactHeaders(headers)).map(([name, values]) => [name, values.join(', ')])),
    text: visibleText(body, TEXT_MAX),
    durationMs: Math.round(exchange.durationMs ?? 0),
    address: exchange.address,
  }
}

/** The target's control request, which must pass: it tells a broken target or identity from a refused resource. */
async function askControl(
  { probe, request, target }: CheckContext,
  as: string,
): Promise<Pick<RequestFinding, 'control' | 'controlStatus'>> {
  const { control } = target.sources
  if (!control) return { control: 'none' }
  const exchange = await probe({ ...SAFE_GET, url: withPath(request.url, control.path), as: control.as ?? as })
  const { kind } = readOutcome(exchange)
  return {
    control: kind === 'passed' || kind === 'refused' ? kind : 'unclear',
    ...(exchange.response && { controlStatus: exchange.response.status }),
  }
}

/** Repeats are for safe methods: who approved sending a POST approved sending it once. */
async function sendAll(input: RequestInput, { probe, request }: CheckContext, url: string): Promise<Exchange[]> {
  const { as, method, headers, without, repeat } = input
  const times = isSafeMethod(method ?? request.method) ? repeat : 1
  const exchanges: Exchange[] = []
  for (let i = 0; i < times; i++) {
    exchanges.push(
      await probe({ as, url, ...(method && { method }), ...(headers && { headers }), ...(without && { without }), fresh: i > 0 }),
    )
  }
  return exchanges
}

const CONTROL_WORDS: Readonly<Record<RequestFinding['control'], (status: number | undefined) => string>> = {
  none: () => '',
  passed: () => ' The control request passes.',
  refused: () => ' The control request, which must pass, is refused as well.',
  unclear: (status) =>
    ` The control request, which must pass, ${status === undefined ? 'got no answer' : `answers ${status}`}: it proves nothing.`,
}

/** Reproduces the refusal. */
export const request = defineCheck({
  name: 'request',
  summary: 'Sends the request as one identity and says what came back.',
  input: RequestInput,
  output: RequestFinding,
  safety: 'needs approval',
  timeoutMs: 30_000,
  examples: REQUEST_EXAMPLES,
  async run(input, context) {
    const { request: subject, identity } = context
    const url = withPath(subject.url, input.path)
    const { name } = identity(input.as)
    const asked = {
      identity: name,
      method: (input.method ?? subject.method).toUpperCase(),
      url: redactUrl(url),
      withheld: withheldHeaders(subject),
      replaced: replacedHeaders(subject, name),
    }
    const [exchanges, control] = await Promise.all([sendAll(input, context, url), askControl(context, input.as)])
    const answered = exchanges.filter(({ response }) => response)
    const last = answered.at(-1) ?? exchanges.at(-1)
    if (!last || last.failure?.kind === 'needs-approval') return { ...unsentFinding(asked), ...control }
    const kinds = answered.map((exchange) => readOutcome(exchange).kind)
    const passedCount = kinds.filter((kind) => kind === 'passed').length
    const refusedCount = kinds.filter((kind) => kind === 'refused').length
    const unstable = passedCount > 0 && refusedCount > 0
    return { ...asked, ...answerOf(last), of: answered.length, passedCount, refusedCount, unstable, ...control }
  },
  line({ method, identity, status, needsApproval, of, refusedCount, unstable, verdict, control, controlStatus, withheld, replaced }) {
    if (needsApproval) return `${method} as ${identity} was not sent: it changes something and needs a person’s approval.`
    const often = unstable ? ` It comes and goes: ${refusedCount} of ${of} were refused.` : ''
    const other = CONTROL_WORDS[control](controlStatus)
    const kept = withheld.length > 0 ? ` Not sent along: ${withheld.join(', ')}, which belongs to the connection.` : ''
    const others = replaced.length > 0 ? ` The request’s own ${replaced.join(', ')} stayed behind: ${identity} asks.` : ''
    return `${method} as ${identity} answers ${status}${verdict === undefined ? '' : ` (${verdict})`}.${often}${other}${kept}${others}`
  },
})
