import { isRecord, type JsonRecord, listAt, memberAt, numberAt, textAt } from '../json-record.ts'
import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { readRequestLine, readTarget } from '../read-request-line.ts'
import { readRuleMessage } from './modsecurity-line.ts'
import { decides, type RuleMatch, ruleSaid, severityOf, tellingMatch } from './modsecurity-rules.ts'

const MATCHES_MAX = 50

/** ModSecurity 3 and Coraza keep everything in `transaction`, version 2 the messages in `audit_data`. */
function read({ record }: LogText): LogFacts | undefined {
  const transaction = memberAt(record, 'transaction')
  if (!record || !isRecord(transaction)) return undefined
  if (isRecord(memberAt(record, 'audit_data'))) return readVersion2(record)
  return listAt(transaction, 'messages').length > 0 || isRecord(memberAt(transaction, 'producer'))
    ? readTransaction(record, transaction)
    : undefined
}

function readVersion2(record: JsonRecord): LogFacts {
  const messages = listAt(record, 'audit_data.messages').filter((each) => typeof each === 'string')
  const status = numberAt(record, 'response.status')
  const isBlocked = memberAt(record, 'audit_data.action.intercepted') === true
  return {
    when: textAt(record, 'transaction.time')?.replace(/^(\S{20}) ?/, '$1 '),
    ...readRequestLine(textAt(record, 'request.request_line')),
    host: textAt(record, 'request.headers.Host', 'request.headers.host'),
    status,
    client: textAt(record, 'transaction.remote_address'),
    references: [{ name: 'unique id', value: textAt(record, 'transaction.transaction_id') }],
    ...saidOf(
      messages.slice(0, MATCHES_MAX).map((each) => ({ ...readRuleMessage(each), text: each })),
      isBlocked,
    ),
  }
}

function readTransaction(record: JsonRecord, transaction: JsonRecord): LogFacts {
  const messages = [...listAt(transaction, 'messages'), ...listAt(record, 'messages')].filter(isRecord).slice(0, MATCHES_MAX)
  const status = numberAt(transaction, 'response.http_code', 'response.status')
  const matches = messages.map((each) => readMatch(each))
  const isBlocked = isInterrupted(transaction, matches, status)
  const producer = textAt(transaction, 'producer.modsecurity', 'producer.connector') ?? ''
  return {
    when: textAt(transaction, 'time_stamp', 'timestamp'),
    method: textAt(transaction, 'request.method'),
    ...readTarget(textAt(transaction, 'request.uri') ?? ''),
    host: textAt(transaction, 'request.headers.Host', 'request.headers.host'),
    ...(status ? { status } : {}),
    client: textAt(transaction, 'client_ip'),
    references: [{ name: 'unique id', value: textAt(transaction, 'unique_id', 'id') }],
    ...(/coraza/i.test(producer) ? { writer: { layer: 'waf', product: 'coraza' } } : {}),
    ...saidOf(matches, isBlocked),
  }
}

/** Older releases of version 3 do not say whether they interrupted: a rule that decides did when the engine blocks and the answer is a refusal. */
function isInterrupted(transaction: JsonRecord, matches: readonly RuleMatch[], status = 0): boolean {
  const said = memberAt(transaction, 'is_interrupted')
  if (typeof said === 'boolean') return said
  return textAt(transaction, 'producer.secrules_engine') === 'Enabled' && status >= 400 && matches.some(decides)
}

function readMatch(message: JsonRecord): RuleMatch & { text: string } {
  const id = textAt(message, 'details.ruleId', 'data.id')
  const words = textAt(message, 'message', 'data.msg')
  const tags = [...listAt(message, 'details.tags'), ...listAt(message, 'data.tags')].filter((tag) => typeof tag === 'string')
  const text = [id, words, textAt(message, 'details.data', 'data.data')].filter(Boolean).join(' ')
  return {
    id,
    message: words,
    tags,
    isBlocking: false,
    score: /Total (?:Inbound )?Score: (\d{1,5})/.exec(words ?? '')?.[1],
    severity: severityOf(textAt(message, 'details.severity')),
    text,
  }
}

/** Rules in an audit record refuse when the transaction was interrupted; else they only matched. */
function saidOf(matches: readonly (RuleMatch & { text: string })[], isBlocked: boolean): Pick<LogFacts, 'said'> {
  const first = tellingMatch(matches)
  if (!first || (!isBlocked && !matches.some(({ isBlocking }) => isBlocking))) return {}
  return { said: ruleSaid(matches, { text: first.text, isBlocked: true }) }
}

/** The JSON audit log of ModSecurity 2, ModSecurity 3 and Coraza: one transaction with all rules that matched. */
export const modsecurityAudit: LogFormat = {
  id: 'modsecurity-audit',
  product: 'modsecurity',
  layer: 'waf',
  source: 'https://github.com/owasp-modsecurity/ModSecurity/wiki/ModSecurity-2-Data-Formats',
  read,
  examples: [
    {
      line: JSON.stringify({
        transaction: {
          client_ip: '203.0.113.9',
          time_stamp: 'Fri Jan  2 12:00:00 2026',
          unique_id: '176735520098.123456',
          is_interrupted: true,
          request: { method: 'GET', http_version: 1.1, uri: '/search?q=1', headers: { Host: 'shop.example' } },
          response: { http_code: 403, headers: {} },
          producer: { modsecurity: 'ModSecurity v3.0.12 (Linux)', secrules_engine: 'Enabled' },
          messages: [
            {
              message: 'SQL Injection Attack Detected via libinjection',
              details: { ruleId: '942100', data: 'Matched Data: s&1', tags: ['attack-sqli'] },
            },
            { message: 'Inbound Anomaly Score Exceeded (Total Score: 5)', details: { ruleId: '949110', tags: [] } },
          ],
        },
      }),
      cause: 'waf-rule',
      rule: '942100',
      status: 403,
      client: '203.0.113.9',
      path: '/search?q=1',
      reference: '176735520098.123456',
      verdict: 'denied',
    },
    {
      line: JSON.stringify({
        transaction: { time: '02/Jan/2026:12:00:00 +0000', transaction_id: 'aVkZ3n8AAQEAAAbLk1UAAAAB', remote_address: '203.0.113.9' },
        request: { request_line: 'POST /search HTTP/1.1', headers: { Host: 'shop.example' } },
        response: { status: 403 },
        audit_data: {
          messages: [
            'Warning. Pattern match "(?i)union" at ARGS:q. [file "/etc/crs/REQUEST-942.conf"] [line "1"] [id "942270"] [msg "Looking for basic sql injection"]',
            'Access denied with code 403 (phase 2). Operator GE matched 5 at TX:anomaly_score. [id "949110"] [msg "Inbound Anomaly Score Exceeded (Total Score: 5)"]',
          ],
          action: { intercepted: true, phase: 2 },
        },
      }),
      cause: 'waf-rule',
      rule: '942270',
      method: 'POST',
      iso: '2026-01-02T12:00:00.000Z',
    },
    {
      line: JSON.stringify({
        transaction: {
          id: 'tOxAgnUeJRrNsRnm',
          client_ip: '203.0.113.9',
          is_interrupted: true,
          request: { method: 'PATCH', uri: '/orders' },
          response: { status: 403 },
          producer: { connector: 'coraza', rule_engine: 'On' },
        },
        messages: [{ message: '', data: { id: 911100, msg: 'Method is not allowed by policy', data: 'PATCH', tags: ['attack-generic'] } }],
      }),
      cause: 'waf-rule',
      rule: '911100',
      product: 'coraza',
    },
    {
      line: JSON.stringify({
        transaction: {
          client_ip: '203.0.113.9',
          is_interrupted: false,
          request: { method: 'GET', uri: '/' },
          response: { http_code: 200 },
          producer: { modsecurity: 'ModSecurity v3.0.12 (Linux)', secrules_engine: 'DetectionOnly' },
          messages: [{ message: 'Host header is a numeric IP address', details: { ruleId: '920350', tags: [] } }],
        },
      }),
      verdict: 'allowed',
      denial: null,
    },
  ],
}
