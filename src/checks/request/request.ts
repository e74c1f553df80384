import { type Exchange, headerValue } from '../../exchange.ts'
import { redactHeaders } from '../../redaction/redact-exchange.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { decisiveResponse } from '../check-failed.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { readOutcome } from '../read-outcome.ts'
import { visibleText } from '../visible-text.ts'
import { SAFE_GET, withPath } from '../with-path.ts'
import { RequestFinding, RequestInput } from './request-finding.ts'
import { withheldHeaders } from './withheld-headers.ts'

const TEXT_MAX = 1000

type Asked = { identity: string; method: string; url: string; withheld: string[] }

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

/** Reproduces the refusal. */
export const request = defineCheck({
  name: 'request',
  summary: 'Sends the request as one identity and says what came back.',
  input: RequestInput,
  output: RequestFinding,
  safety: 'needs approval',
  timeoutMs: 30_000,
  examples: [
    {
      name: 'a refusal',
      input: {},
      replies: { 'GET /orders as anonymous': { status: 403, headers: { server: 'nginx', 'content-type': 'text/html; charset=utf-8' } } },
      finding: { status: 403, sent: true, passed: false, refused: true, contentType: 'text/html', server: 'nginx', redirected: false },
    },
    {
      name: 'a refusal that comes and goes',
      input: { repeat: 3 },
      replies: { '* * as anonymous': [{ status: 200 }, { status: 403 }, { status: 200 }] },
      finding: { status: 200, passed: true, of: 3, passedCount: 2, refusedCount: 1, unstable: true },
    },
    {
      name: 'a resource that is refused, while the control request passes',
      input: {},
      sources: { control: { path: '/health' } },
      replies: { 'GET /health as anonymous': { status: 200 }, 'GET /orders as anonymous': { status: 403 } },
      finding: { refused: true, control: 'passed', controlStatus: 200 },
    },
    {
      name: 'a Host header of another site, which is not sent along',
      input: {},
      request: { headers: { Host: 'orders.internal.example', Connection: 'keep-alive' } },
      replies: { '* * as anonymous': { status: 200 } },
      finding: { passed: true, withheld: ['host'] },
    },
    {
      name: 'an unsafe method that nobody approved',
      input: {},
      request: { method: 'POST' },
      replies: { 'POST /orders as anonymous': { failure: 'needs-approval' } },
      finding: { sent: false, needsApproval: true, passed: false, refused: false, of: 0 },
    },
  ],
  async run(input, context) {
    const { request: subject, identity } = context
    const url = withPath(subject.url, input.path)
    const asked = {
      identity: identity(input.as).name,
      method: (input.method ?? subject.method).toUpperCase(),
      url: redactUrl(url),
      withheld: withheldHeaders(subject),
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
  line({ method, identity, status, needsApproval, of, refusedCount, unstable, verdict, control, withheld }) {
    if (needsApproval) return `${method} as ${identity} was not sent: it changes something and needs a person’s approval.`
    const often = unstable ? ` It comes and goes: ${refusedCount} of ${of} were refused.` : ''
    const other = control === 'refused' ? ' The control request, which must pass, is refused as well.' : ''
    const kept = withheld.length > 0 ? ` Not sent along: ${withheld.join(', ')}, which belongs to the connection.` : ''
    return `${method} as ${identity} answers ${status}${verdict === undefined ? '' : ` (${verdict})`}.${often}${other}${kept}`
  },
})
