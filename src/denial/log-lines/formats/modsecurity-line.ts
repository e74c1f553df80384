import { isRecord, memberAt } from '../json-record.ts'
import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { readRequestLine } from '../read-request-line.ts'
import { splitApacheError } from './apache-error.ts'
import { type RuleMatch, ruleSaid, severityOf, tellingMatch } from './modsecurity-rules.ts'
import { nginxFacts, splitNginxError } from './nginx-error.ts'

const MENTION = /(?:ModSecurity|Coraza): (?:Access denied|Warning)|^Message: (?:Access denied|Warning)/
const MENTIONS = new RegExp(MENTION, 'gm')
const CODE = /Access denied with code (\d{3})/
const CLIENT = /\[client "?([\da-fA-F.:]{2,45})"?\]/
const TAG = /\[(id|msg|data|severity|uri|hostname|unique_id|tag) "([^"]{0,500})"\]/g
const SCORE = /Total (?:Inbound )?Score: (\d{1,5})/
const TEXT_MAX = 16_384
const ENTRY_MAX = 262_144
const MESSAGES_MAX = 50

/** The `[name "value"]` marks that a rule leaves behind, the first of each name, and all of `tag`. */
function readMarks(text: string): { marks: Readonly<Record<string, string>>; tags: string[] } {
  const marks: Record<string, string> = {}
  const tags: string[] = []
  for (const [, name = '', value = ''] of text.slice(0, TEXT_MAX).matchAll(TAG)) {
    if (name === 'tag') tags.push(value)
    else marks[name] ??= value
  }
  return { marks, tags }
}

/** One rule's message (`Warning. …`, `Access denied …`) as it stands in error logs and in audit logs. */
export function readRuleMessage(text: string): RuleMatch {
  const { marks, tags } = readMarks(text)
  const head = text.slice(0, TEXT_MAX)
  return {
    id: marks.id,
    message: marks.msg,
    tags,
    isBlocking: head.includes('Access denied'),
    score: SCORE.exec(marks.msg ?? head)?.[1],
    severity: severityOf(marks.severity),
  }
}

/** Every message of a text, in order: an entry may hold all lines that one request left. */
export function readRuleMessages(text: string): (RuleMatch & { text: string })[] {
  const starts = [...text.slice(0, ENTRY_MAX).matchAll(MENTIONS)].slice(0, MESSAGES_MAX).map(({ index }) => index)
  return starts.map((start, at) => {
    const message = text.slice(start, starts[at + 1] ?? ENTRY_MAX).split('\n', 1)[0] ?? ''
    return { ...readRuleMessage(message), text: message }
  })
}

function read({ text, record }: LogText): LogFacts | undefined {
  if (record && isRecord(memberAt(record, 'transaction'))) return undefined
  const found = text.includes('Access denied') || text.includes('Warning') ? MENTION.exec(text.slice(0, TEXT_MAX)) : null
  if (!found) return undefined
  const message = text.slice(found.index)
  const { marks } = readMarks(message)
  const matches = readRuleMessages(text)
  const told = tellingMatch(matches)
  const status = CODE.exec(matches.find(({ isBlocking }) => isBlocking)?.text.slice(0, 200) ?? '')?.[1]
  return {
    ...surroundings(text.split('\n', 1)[0] ?? ''),
    ...(marks.hostname ? { host: marks.hostname } : {}),
    ...(marks.uri ? { path: marks.uri } : {}),
    ...requestOf(text),
    ...(status ? { status: Number(status) } : {}),
    references: [{ name: 'unique id', value: marks.unique_id }],
    writer: { layer: 'waf', product: message.startsWith('Coraza') ? 'coraza' : 'modsecurity' },
    said: ruleSaid(matches, { text: told?.text ?? message }),
  }
}

/** The error line of nginx or Apache in which the message stands. */
function surroundings(text: string): LogFacts {
  const nginx = splitNginxError(text)
  if (nginx) return { ...nginxFacts(nginx), client: nginx.tail.client ?? CLIENT.exec(text.slice(0, 500))?.[1] }
  const apache = splitApacheError(text)
  return { when: apache?.when, client: apache?.client ?? CLIENT.exec(text.slice(0, 500))?.[1] }
}

function requestOf(text: string): LogFacts {
  const at = text.lastIndexOf(', request: "')
  return at < 0 ? {} : readRequestLine(text.slice(at + 12))
}

/** What ModSecurity 2 and 3 and Coraza write into the error log of their web server, and section H of the audit log. */
export const modsecurityLine: LogFormat = {
  id: 'modsecurity-error',
  product: 'modsecurity',
  layer: 'waf',
  source: 'https://github.com/owasp-modsecurity/ModSecurity/wiki/ModSecurity-2-Data-Formats',
  read,
  examples: [
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [security2:error] [pid 12:tid 139] [client 203.0.113.9:51877] [client 203.0.113.9] ModSecurity: Access denied with code 403 (phase 2). Operator GE matched 5 at TX:anomaly_score. [file "/etc/crs/rules/REQUEST-949-BLOCKING-EVALUATION.conf"] [line "93"] [id "949110"] [msg "Inbound Anomaly Score Exceeded (Total Score: 8)"] [severity "CRITICAL"] [tag "OWASP_CRS"] [hostname "shop.example"] [uri "/search"] [unique_id "aVkZ3n8AAQEAAAbLk1UAAAAB"]',
      cause: 'waf-rule',
      rule: '949110',
      layer: 'waf',
      client: '203.0.113.9',
      status: 403,
      path: '/search',
      reference: 'aVkZ3n8AAQEAAAbLk1UAAAAB',
      verdict: 'denied',
    },
    {
      line: '2026/01/02 12:00:00 [error] 7#7: *1 [client 203.0.113.9] ModSecurity: Access denied with code 403 (phase 2). Matched "Operator `Rx\' with parameter `(?i)union\' against variable `ARGS:q\' [file "/etc/crs/REQUEST-942.conf"] [line "46"] [id "942270"] [rev ""] [msg "Looking for basic sql injection"] [data "Matched Data: union"] [severity "2"] [tag "attack-sqli"] [hostname "10.0.0.7"] [uri "/search"] [unique_id "176735520098"] [ref "o0,5"], client: 203.0.113.9, server: shop.example, request: "GET /search?q=union HTTP/1.1", host: "shop.example"',
      cause: 'waf-rule',
      rule: '942270',
      method: 'GET',
      client: '203.0.113.9',
    },
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [security2:error] [pid 12] [client 203.0.113.9:51877] [client 203.0.113.9] ModSecurity: Warning. detected SQLi using libinjection with fingerprint \'s&1\' [file "/etc/crs/REQUEST-942.conf"] [line "66"] [id "942100"] [msg "SQL Injection Attack Detected via libinjection"] [tag "attack-sqli"] [hostname "shop.example"] [uri "/search"] [unique_id "aVkZ3n8AAQEAAAbLk1UAAAAB"]',
      cause: 'waf-rule',
      rule: '942100',
    },
    {
      line: `[Mon Nov 23 19:31:31.005014 2026] [security2:error] [pid 31559:tid 31569] [client 127.0.0.1:43748] [client 127.0.0.1] ModSecurity: Warning. Pattern match "^[\\\\d.:]+$" at REQUEST_HEADERS:Host. [id "920350"] [msg "Host header is a numeric IP address"] [severity "WARNING"] [hostname "127.0.0.1"] [uri "/notes/"] [unique_id "awSUk284T7AoNYjXJfnLrwAAAAg"]
[Mon Nov 23 19:31:31.005312 2026] [security2:error] [pid 31559:tid 31569] [client 127.0.0.1:43748] [client 127.0.0.1] ModSecurity: Warning. Pattern match "(?:^|[\\\\/])" at ARGS:note. [id "930110"] [msg "Path Traversal Attack (/../)"] [severity "CRITICAL"] [hostname "127.0.0.1"] [uri "/notes/"] [unique_id "awSUk284T7AoNYjXJfnLrwAAAAg"]
[Mon Nov 23 19:31:31.006061 2026] [security2:error] [pid 31559:tid 31569] [client 127.0.0.1:43748] [client 127.0.0.1] ModSecurity: Access denied with code 403 (phase 2). Operator GE matched 5 at TX:anomaly_score. [id "949110"] [msg "Inbound Anomaly Score Exceeded (Total Score: 23)"] [severity "CRITICAL"] [hostname "127.0.0.1"] [uri "/notes/"] [unique_id "awSUk284T7AoNYjXJfnLrwAAAAg"]`,
      cause: 'waf-rule',
      rule: '930110',
      status: 403,
      path: '/notes/',
      client: '127.0.0.1',
    },
    {
      line: 'Message: Access denied with code 403 (phase 1). Match of "within %{tx.allowed_methods}" against "REQUEST_METHOD" required. [file "/etc/crs/REQUEST-911.conf"] [line "28"] [id "911100"] [msg "Method is not allowed by policy"] [tag "attack-generic"]',
      cause: 'waf-rule',
      rule: '911100',
    },
    {
      line: '[client "203.0.113.9"] Coraza: Access denied (phase 1). Method is not allowed by policy [file "@owasp_crs/REQUEST-911.conf"] [line "1"] [id "911100"] [rev ""] [msg "Method is not allowed by policy"] [data "PATCH"] [severity "critical"] [tag "attack-generic"] [hostname ""] [uri "/orders"] [unique_id "tOxAgnUeJRrNsRnm"]',
      cause: 'waf-rule',
      product: 'coraza',
      rule: '911100',
    },
  ],
}
