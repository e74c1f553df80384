import type { LogFacts, LogFormat, LogSaid, LogText } from '../log-format.ts'
import { readRequestLine } from '../read-request-line.ts'
import type { Field } from '../split-fields.ts'

const TYPE = /^(?:https?|h2|grpcs|wss?)$/
const ISO = /^\d{4}-\d\d-\d\dT/
const PORT = /:\d{1,5}$/
/** Places of the fields, from the list in the ELB user guide. */
const AT = {
  time: 1,
  client: 3,
  target: 4,
  status: 8,
  targetStatus: 9,
  request: 12,
  trace: 17,
  priority: 20,
  actions: 22,
  error: 24,
  class: 27,
} as const

function read({ text, split }: LogText): LogFacts | undefined {
  if (!TYPE.test(text.slice(0, text.indexOf(' ')))) return undefined
  const fields = split()
  const status = Number(fields[AT.status]?.text)
  if (!ISO.test(fields[AT.time]?.text ?? '') || fields[AT.request]?.quote !== '"' || !Number.isInteger(status)) return undefined
  const facts: LogFacts = {
    when: fields[AT.time]?.text,
    client: fields[AT.client]?.text.replace(PORT, ''),
    ...readRequestLine(fields[AT.request]?.text),
    ...(status >= 100 ? { status } : {}),
    answeredBy: /^\d{3}$/.test(fields[AT.targetStatus]?.text ?? '') ? 'upstream' : 'writer',
    references: [
      { name: 'x-amzn-trace-id', value: fields[AT.trace]?.text, lookUp: 'AWS X-Ray, and the application log: header X-Amzn-Trace-Id' },
    ],
  }
  const said = facts.answeredBy === 'writer' && status >= 400 ? reasonOf(fields, status) : undefined
  return said ? { ...facts, said } : facts
}

type Reason = Omit<LogSaid, 'text'>

/** The error reason is exact; else the last action that was taken: `waf`, `authenticate`, `fixed-response`. */
function reasonOf(fields: readonly Field[], status: number): LogSaid | undefined {
  const error = fields[AT.error]?.text ?? '-'
  const actions = (fields[AT.actions]?.text ?? '-').split(',')
  const rule = `listener rule ${fields[AT.priority]?.text ?? '?'}`
  const reason = reasonOfError(error) ?? reasonOfActions(actions, { status, rule }) ?? reasonOfClass(fields[AT.class]?.text)
  return reason && { ...reason, text: `${status} "${actions.join(',')}" "${error}"` }
}

function reasonOfError(error: string): Reason | undefined {
  if (error.startsWith('Auth') || error === 'InvalidIdToken') {
    return {
      means: 'The authenticate action of the load balancer did not let the request pass; the rule is its reason',
      causes: { 'auth-gateway': 0.8, 'invalid-token': 0.6 },
      rule: error,
    }
  }
  if (!error.startsWith('WAF')) return undefined
  return {
    means: 'The load balancer could not ask AWS WAF, and lets nobody pass then',
    causes: { 'waf-rule': 0.6 },
    rule: error,
    verdict: 'denied',
  }
}

function reasonOfActions(actions: readonly string[], { status, rule }: { status: number; rule: string }): Reason | undefined {
  if (actions.includes('fixed-response')) {
    return {
      means: 'A listener rule of the load balancer answers by itself with a fixed response',
      causes: { 'server-directive': 0.9 },
      rule,
    }
  }
  if (!actions.includes('waf') || status === 460 || status >= 500) return undefined
  return {
    means: 'AWS WAF blocked the request at the load balancer; the WAF log names the rule',
    causes: { 'waf-rule': 0.9 },
    product: 'aws-waf',
    layer: 'waf',
  }
}

/** How the load balancer classifies a request that is no clean HTTP. */
function reasonOfClass(name: string | undefined): Reason | undefined {
  if (name !== 'Severe' && name !== 'Ambiguous') return undefined
  return {
    means: 'The request does not conform to RFC 7230: desync mitigation of the load balancer refused it',
    causes: { 'waf-rule': 0.7 },
    rule: name,
    verdict: 'denied',
  }
}

const line = (rest: string) =>
  `https 2026-01-02T12:00:00.186641Z app/shop/50dc6c495c0c9188 203.0.113.9:2817 ${rest} ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2`
const end = (actions: string, error = '-') =>
  `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop/73e2d6bc24d8a067 "Root=1-58337281-1d84f3d73c47ec4e58577259" "shop.example" "arn:aws:acm:eu-west-1:111122223333:certificate/1" 3 2026-01-02T12:00:00.100000Z "${actions}" "-" "${error}" "-" "-" "-" "-" TID_1`
const REQUEST = '"GET https://shop.example:443/orders HTTP/1.1" "curl/8.5.0"'

/** The access log of AWS Application Load Balancers, which says whether a target was asked and which action ended it. */
export const awsAlb: LogFormat = {
  id: 'aws-alb-access',
  product: 'aws-alb',
  layer: 'load-balancer',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html',
  read,
  examples: [
    {
      line: `${line(`- -1 -1 -1 403 - 0 57 ${REQUEST}`)} ${end('waf')}`,
      product: 'aws-waf',
      layer: 'waf',
      cause: 'waf-rule',
      client: '203.0.113.9',
      path: '/orders',
      reference: 'Root=1-58337281-1d84f3d73c47ec4e58577259',
      iso: '2026-01-02T12:00:00.186Z',
    },
    {
      line: `${line(`- -1 -1 -1 403 - 0 57 ${REQUEST}`)} ${end('waf,fixed-response')}`,
      cause: 'server-directive',
      rule: 'listener rule 3',
      product: 'aws-alb',
    },
    {
      line: `${line(`- -1 -1 -1 401 - 0 57 ${REQUEST}`)} ${end('authenticate', 'AuthInvalidCookie')}`,
      cause: 'auth-gateway',
      rule: 'AuthInvalidCookie',
    },
    {
      line: `${line(`10.0.0.1:80 0.086 0.048 0.037 403 403 0 57 ${REQUEST}`)} ${end('waf,forward')}`,
      product: 'unknown',
      layer: 'unknown',
      verdict: 'denied',
    },
    { line: `${line(`10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 ${REQUEST}`)} ${end('forward')}`, verdict: 'allowed', denial: null },
  ],
}
