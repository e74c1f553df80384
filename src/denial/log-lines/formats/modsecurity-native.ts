import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { readRequestLine } from '../read-request-line.ts'
import { readRuleMessages } from './modsecurity-line.ts'
import { ruleSaid, tellingMatch } from './modsecurity-rules.ts'

const BOUNDARY = /^-{2,3}([A-Za-z\d]{6,12})-{1,3}([A-Z])-{2}$/
const HEAD = /^\[([^\]]{10,60})\] (\S{1,100}) (\S{1,60}) \d{1,5} /
const STATUS = /^HTTP\/[\d.]{1,3} (\d{3})/
const HOST = /^host: (.{1,200})$/im
const LINES_MAX = 2_000

/** Where a part of a record of the native audit log begins: its id and its letter, `A` the first and `Z` the last; undefined for any other line. */
export function auditBoundary(line: string): { id: string; part: string } | undefined {
  const [, id, part] = line.startsWith('--') ? (BOUNDARY.exec(line.trimEnd()) ?? []) : []
  return id === undefined || part === undefined ? undefined : { id, part }
}

function read({ text }: LogText): LogFacts | undefined {
  if (auditBoundary(text.slice(0, 100).split('\n', 1)[0] ?? '')?.part !== 'A') return undefined
  const parts = partsOf(text)
  const [, when, id, client] = HEAD.exec(parts.A ?? '') ?? []
  const status = STATUS.exec(parts.F ?? '')?.[1]
  return {
    when,
    client,
    ...readRequestLine((parts.B ?? '').split('\n', 1)[0]),
    host: HOST.exec(parts.B ?? '')?.[1]?.trim(),
    ...(status === undefined ? {} : { status: Number(status) }),
    references: [{ name: 'unique id', value: id }],
    ...saidOf(parts.H ?? ''),
  }
}

function partsOf(text: string): Readonly<Partial<Record<string, string>>> {
  const parts = new Map<string, string[]>()
  let lines: string[] | undefined
  for (const line of text.split('\n', LINES_MAX)) {
    const boundary = auditBoundary(line)
    if (!boundary) lines?.push(line.trimEnd())
    else {
      lines = []
      parts.set(boundary.part, lines)
    }
  }
  return Object.fromEntries([...parts].map(([name, each]) => [name, each.join('\n')]))
}

/** The record holds every rule that matched; only where one denied was the request refused. */
function saidOf(messages: string): Pick<LogFacts, 'said'> {
  const matches = readRuleMessages(messages.replace(/^Apache-(?:Error|Handler): .*$/gm, ''))
  const told = tellingMatch(matches)
  return told && matches.some(({ isBlocking }) => isBlocking) ? { said: ruleSaid(matches, { text: told.text }) } : {}
}

/** One record of ModSecurity's native audit log, its parts from `A` to `Z` in one text. */
export const modsecurityNative: LogFormat = {
  id: 'modsecurity-native',
  product: 'modsecurity',
  layer: 'waf',
  source: 'https://github.com/owasp-modsecurity/ModSecurity/wiki/ModSecurity-2-Data-Formats#audit-log',
  read,
  examples: [
    {
      line: `--de7bb47e-A--
[23/Nov/2026:19:31:30.959900 +0000] awSUkm84T7AoNYjXJfnLrAAAAAE 127.0.0.1 43716 127.0.0.1 40729
--de7bb47e-B--
GET /search/?q=union+select+committee+meeting HTTP/1.1
Host: 127.0.0.1:40729
User-Agent: curl/7.88.1

--de7bb47e-F--
HTTP/1.1 403 Forbidden
Content-Length: 239

--de7bb47e-E--

--de7bb47e-H--
Message: Warning. Pattern match "^[\\d.:]+$" at REQUEST_HEADERS:Host. [file "/usr/share/modsecurity-crs/rules/REQUEST-920-PROTOCOL-ENFORCEMENT.conf"] [line "736"] [id "920350"] [msg "Host header is a numeric IP address"] [data "127.0.0.1:40729"] [severity "WARNING"] [tag "attack-protocol"]
Message: Warning. Pattern match "(?i:union)" at ARGS:q. [file "/usr/share/modsecurity-crs/rules/REQUEST-942-APPLICATION-ATTACK-SQLI.conf"] [line "184"] [id "942190"] [msg "Detects MSSQL code execution and information gathering attempts"] [severity "CRITICAL"] [tag "attack-sqli"]
Message: Access denied with code 403 (phase 2). Operator GE matched 5 at TX:anomaly_score. [file "/usr/share/modsecurity-crs/rules/REQUEST-949-BLOCKING-EVALUATION.conf"] [line "94"] [id "949110"] [msg "Inbound Anomaly Score Exceeded (Total Score: 8)"] [severity "CRITICAL"]
Action: Intercepted (phase 2)

--de7bb47e-Z--`,
      verdict: 'denied',
      cause: 'waf-rule',
      rule: '942190',
      status: 403,
      method: 'GET',
      path: '/search/?q=union+select+committee+meeting',
      client: '127.0.0.1',
      iso: '2026-11-23T19:31:30.959Z',
      reference: 'awSUkm84T7AoNYjXJfnLrAAAAAE',
    },
    {
      line: `---74BTXPbr---A--
[23/Nov/2026:19:31:22 +0000] 179546228212.102355 127.0.0.1 46230 127.0.0.1 42599
---74BTXPbr---B--
POST /notes HTTP/1.1
Host: 127.0.0.1:42599

---74BTXPbr---F--
HTTP/1.1 403
Server: nginx/1.22.1

---74BTXPbr---H--
ModSecurity: Warning. Matched "Operator \`Rx' with parameter \`^[\\d.:]+$' against variable \`REQUEST_HEADERS:Host' (Value: \`127.0.0.1:42599' ) [file "/usr/share/modsecurity-crs/rules/REQUEST-920-PROTOCOL-ENFORCEMENT.conf"] [line "719"] [id "920350"] [msg "Host header is a numeric IP address"] [severity "4"]
ModSecurity: Warning. detected SQLi using libinjection. [file "/usr/share/modsecurity-crs/rules/REQUEST-942-APPLICATION-ATTACK-SQLI.conf"] [line "46"] [id "942100"] [msg "SQL Injection Attack Detected via libinjection"] [severity "2"]
ModSecurity: Access denied with code 403 (phase 2). Matched "Operator \`Ge' with parameter \`5' against variable \`TX:ANOMALY_SCORE' (Value: \`23' ) [file "/usr/share/modsecurity-crs/rules/REQUEST-949-BLOCKING-EVALUATION.conf"] [line "81"] [id "949110"] [msg "Inbound Anomaly Score Exceeded (Total Score: 23)"] [severity "2"]

---74BTXPbr---Z--`,
      cause: 'waf-rule',
      rule: '942100',
      method: 'POST',
    },
    {
      line: `---tgq4uK1p---A--
[23/Nov/2026:19:31:22 +0000] 179546228247.383934 127.0.0.1 46244 127.0.0.1 42599
---tgq4uK1p---B--
GET /search?q=hello HTTP/1.1
Host: 127.0.0.1:42599

---tgq4uK1p---F--
HTTP/1.1 200

---tgq4uK1p---H--
ModSecurity: Warning. Matched "Operator \`Rx' with parameter \`^[\\d.:]+$' against variable \`REQUEST_HEADERS:Host' [file "/usr/share/modsecurity-crs/rules/REQUEST-920-PROTOCOL-ENFORCEMENT.conf"] [id "920350"] [severity "4"]

---tgq4uK1p---Z--`,
      verdict: 'allowed',
      denial: null,
    },
  ],
}
