import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { IIS_MEANINGS } from './iis-substatus.ts'

/** The fields that IIS logs by default, in its order. */
const DEFAULT_FIELDS =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken'.split(
    ' ',
  )
const DATE = /^\d{4}-\d\d-\d\d$/
const TIME = /^\d\d:\d\d:\d\d$/
const NUMBER = /^\d{1,10}$/
const ACCESS_DENIED = '5'

/** The fields of a W3C line by name: by the directive that was handed in, else by the default order; empty when it is none. */
function fieldsOf(text: string, names: readonly string[]): Map<string, string> {
  const values = text.split(/[ \t]/, names.length + 1)
  const fields = new Map(names.map((name, at) => [name.toLowerCase(), values[at] ?? '']))
  const fits = values.length === names.length && DATE.test(fields.get('date') ?? '') && TIME.test(fields.get('time') ?? '')
  return fits && NUMBER.test(fields.get('sc-status') ?? '') ? fields : new Map()
}

function read({ text, fields: named }: LogText): LogFacts | undefined {
  if (!DATE.test(text.slice(0, 10)) && !named) return undefined
  const fields = fieldsOf(text, named ?? DEFAULT_FIELDS)
  if (fields.size === 0 || fields.has('x-edge-location')) return undefined
  const status = Number(fields.get('sc-status'))
  const query = fields.get('cs-uri-query')
  return {
    when: `${fields.get('date')} ${fields.get('time')}`,
    utc: true,
    method: fields.get('cs-method'),
    host: fields.get('cs-host'),
    path: `${fields.get('cs-uri-stem') ?? ''}${query && query !== '-' ? `?${query}` : ''}`,
    client: fields.get('c-ip'),
    user: fields.get('cs-username'),
    status,
    ...reasonOf(status, fields),
  }
}

function reasonOf(status: number, fields: ReadonlyMap<string, string>): Pick<LogFacts, 'said' | 'answeredBy'> {
  const code = `${status}.${fields.get('sc-substatus') ?? ''}`
  const known = IIS_MEANINGS[code]
  const system = fields.get('sc-win32-status')
  const text = [code, ...(system === undefined || system === '0' ? [] : [`win32 ${system}`])].join(' ')
  if (known) return { answeredBy: 'writer', said: { ...known, rule: code, text } }
  if (status === 403 && system === ACCESS_DENIED) {
    const means = 'Windows itself denied access to the file (win32 status 5): NTFS permissions of the application pool or of the user'
    return { answeredBy: 'writer', said: { means, causes: { 'file-permissions': 0.9 }, text } }
  }
  return {}
}

/** IIS's W3C extended log; the sub-status tells the reason. Without a `#Fields:` directive the default fields are taken. */
export const iis: LogFormat = {
  id: 'iis-w3c',
  product: 'iis',
  layer: 'web-server',
  source: 'https://learn.microsoft.com/en-us/troubleshoot/developer/webapps/iis/health-diagnostic-performance/http-status-code',
  read,
  examples: [
    {
      line: '2026-01-02 12:00:00 10.0.0.7 GET /files/ page=2 443 - 203.0.113.9 curl/8.5.0 - 403 14 0 15',
      cause: 'server-directive',
      rule: '403.14',
      status: 403,
      path: '/files/?page=2',
      client: '203.0.113.9',
      iso: '2026-01-02T12:00:00.000Z',
      layer: 'web-server',
    },
    {
      line: '2026-01-02 12:00:00 10.0.0.7 GET / - 443 - 203.0.113.9 curl/8.5.0 - 403 6 0 15',
      cause: 'ip-or-geo-restriction',
      rule: '403.6',
    },
    { line: '2026-01-02 12:00:00 10.0.0.7 GET / - 443 - 203.0.113.9 curl/8.5.0 - 403 7 64 15', cause: 'client-certificate', rule: '403.7' },
    {
      line: '2026-01-02 12:00:00 10.0.0.7 GET / - 443 - 203.0.113.9 curl/8.5.0 - 403 502 0 15',
      cause: 'rate-limit',
      verdict: 'rate-limited',
    },
    { line: '2026-01-02 12:00:00 10.0.0.7 GET / - 443 - 203.0.113.9 curl/8.5.0 - 404 5 0 15', cause: 'waf-rule', verdict: 'disguised' },
    { line: '2026-01-02 12:00:00 10.0.0.7 GET / - 443 - 203.0.113.9 curl/8.5.0 - 403 0 5 15', cause: 'file-permissions' },
    { line: '2026-01-02 12:00:00 10.0.0.7 GET / - 443 - 203.0.113.9 curl/8.5.0 - 200 0 0 15', verdict: 'allowed', denial: null },
    {
      line: '2026-01-02 12:00:00 GET /private 203.0.113.9 403 2',
      fields: '#Fields: date time cs-method cs-uri-stem c-ip sc-status sc-substatus',
      cause: 'server-directive',
      rule: '403.2',
      path: '/private',
    },
  ],
}
