import { isRecord, type JsonRecord, listAt, memberAt, textAt } from '../json-record.ts'
import type { LogFacts, LogFormat, LogSaid, LogText } from '../log-format.ts'

const NAMES_MAX = 5
const ANSWERS: Readonly<Record<string, number>> = { BLOCK: 403, CAPTCHA: 405, CHALLENGE: 202 }

function read({ record }: LogText): LogFacts | undefined {
  if (!record || !textAt(record, 'webaclId') || !isRecord(memberAt(record, 'httpRequest'))) return undefined
  const action = textAt(record, 'action')
  if (action === undefined) return undefined
  const sent = Number(textAt(record, 'responseCodeSent'))
  const status = sent >= 100 ? sent : ANSWERS[action]
  const query = textAt(record, 'httpRequest.args')
  return {
    when: textAt(record, 'timestamp'),
    method: textAt(record, 'httpRequest.httpMethod'),
    host: headerOf(record, 'host'),
    path: `${textAt(record, 'httpRequest.uri') ?? ''}${query ? `?${query}` : ''}`,
    client: textAt(record, 'httpRequest.clientIp'),
    status: status ?? 200,
    references: [
      { name: 'request id', value: textAt(record, 'httpRequest.requestId'), lookUp: lookUpFor(textAt(record, 'httpSourceName')) },
    ],
    ...(action === 'ALLOW' ? { status: 200 } : { said: blockedBy(record, action) }),
  }
}

/** The request id is that of the resource in front of which the web ACL stands. */
function lookUpFor(source: string | undefined): string {
  if (source === 'CF') return 'CloudFront log, field x-edge-request-id'
  if (source === 'ALB') return 'load balancer access log, field trace_id'
  return 'log of the API in front of which the web ACL stands, field requestId'
}

function headerOf(record: JsonRecord, name: string): string | undefined {
  const header = listAt(record, 'httpRequest.headers').find((each) => textAt(each, 'name')?.toLowerCase() === name)
  return textAt(header, 'value')
}

/** The rule inside the group that ended it where there is one, else the rule of the web ACL; labels tell more. */
function blockedBy(record: JsonRecord, action: string): LogSaid {
  const group = listAt(record, 'ruleGroupList').find((each) => isRecord(memberAt(each, 'terminatingRule')))
  const rule = [groupName(textAt(group, 'ruleGroupId')), textAt(group, 'terminatingRule.ruleId')].filter(Boolean).join('/')
  const own = textAt(record, 'terminatingRuleId') ?? 'unknown rule'
  const labels = listAt(record, 'labels')
    .flatMap((each) => textAt(each, 'name') ?? [])
    .slice(0, NAMES_MAX)
  const matched = listAt(record, 'terminatingRuleMatchDetails').flatMap((each) => textAt(each, 'conditionType') ?? [])
  const kind = textAt(record, 'terminatingRuleType') ?? ''
  const about = `${own} ${rule} ${labels.join(' ')} ${matched.join(' ')}`
  return {
    ...reasonOf(action, kind, about),
    rule: rule === '' ? own : rule,
    text: [action, own, rule, ...labels].filter(Boolean).join(' '),
  }
}

const groupName = (id: string | undefined) => id?.split('#').at(-1)?.split('/').at(-2) ?? id?.split('#').at(-1)

function reasonOf(action: string, kind: string, about: string): Pick<LogSaid, 'means' | 'causes' | 'verdict'> {
  if (action === 'CAPTCHA' || action === 'CHALLENGE') {
    return { means: 'AWS WAF sent a puzzle instead of the answer', causes: { 'bot-challenge': 0.95 }, verdict: 'challenged' }
  }
  if (kind === 'RATE_BASED')
    return { means: 'A rate-based rule of AWS WAF: too many requests', causes: { 'rate-limit': 0.95 }, verdict: 'rate-limited' }
  if (about.startsWith('Default_Action')) {
    return {
      means: 'No rule of the web ACL lets this request pass, and its default action is to block',
      causes: { 'default-deny': 0.9 },
      verdict: 'denied',
    }
  }
  if (/bot-?control|signal:automated|bot:/i.test(about)) {
    return { means: 'AWS WAF takes the client for a bot', causes: { 'bot-challenge': 0.7, 'waf-rule': 0.7 }, verdict: 'denied' }
  }
  if (/geo|ip-?(?:set|list|reputation)|anonymousip|hostingprovider/i.test(about)) {
    return {
      means: "AWS WAF refuses the client's address or country",
      causes: { 'ip-or-geo-restriction': 0.85, 'waf-rule': 0.7 },
      verdict: 'denied',
    }
  }
  return { means: 'A rule of AWS WAF blocked the request', causes: { 'waf-rule': 0.97 }, verdict: 'denied' }
}

const record = (members: object) =>
  JSON.stringify({
    timestamp: 1767355200123,
    formatVersion: 1,
    webaclId: 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/1',
    terminatingRuleType: 'REGULAR',
    action: 'BLOCK',
    ruleGroupList: [],
    httpRequest: {
      clientIp: '203.0.113.9',
      country: 'NL',
      headers: [{ name: 'Host', value: 'shop.example' }],
      uri: '/search',
      args: 'q=1',
      httpMethod: 'GET',
      requestId: '1-abc',
    },
    ...members,
  })

/** The full log of AWS WAF. */
export const awsWaf: LogFormat = {
  id: 'aws-waf',
  product: 'aws-waf',
  layer: 'waf',
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html',
  read,
  examples: [
    {
      line: record({
        terminatingRuleId: 'AWS-AWSManagedRulesSQLiRuleSet',
        terminatingRuleType: 'MANAGED_RULE_GROUP',
        ruleGroupList: [
          { ruleGroupId: 'AWS#AWSManagedRulesCommonRuleSet', terminatingRule: null },
          { ruleGroupId: 'AWS#AWSManagedRulesSQLiRuleSet', terminatingRule: { ruleId: 'SQLi_QUERYARGUMENTS', action: 'BLOCK' } },
        ],
        labels: [{ name: 'awswaf:managed:aws:sql-database:SQLi_QueryArguments' }],
      }),
      cause: 'waf-rule',
      rule: 'AWSManagedRulesSQLiRuleSet/SQLi_QUERYARGUMENTS',
      layer: 'waf',
      client: '203.0.113.9',
      path: '/search?q=1',
      iso: '2026-01-02T12:00:00.123Z',
      reference: '1-abc',
      verdict: 'denied',
    },
    {
      line: record({ terminatingRuleId: 'too-fast', terminatingRuleType: 'RATE_BASED' }),
      cause: 'rate-limit',
      rule: 'too-fast',
      verdict: 'rate-limited',
    },
    { line: record({ terminatingRuleId: 'only-geo-eu' }), cause: 'ip-or-geo-restriction', rule: 'only-geo-eu' },
    { line: record({ terminatingRuleId: 'Default_Action' }), cause: 'default-deny' },
    { line: record({ terminatingRuleId: 'puzzle', action: 'CAPTCHA' }), cause: 'bot-challenge', verdict: 'challenged' },
    { line: record({ terminatingRuleId: 'Default_Action', action: 'ALLOW' }), verdict: 'allowed', denial: null },
  ],
}
