import { REDACTED } from '../../redaction/redacted.ts'
import type { Leak } from './message-finding.ts'

/** What a stranger learns from a refusal and should not (OWASP ASVS V7, WSTG-ERRH). */
const SIGNS: Readonly<Record<Leak, RegExp>> = {
  version:
    /\b(?:nginx|apache|openresty|iis|tomcat|jetty|php|express|kestrel|envoy|haproxy|varnish|lighttpd|openssl|python|ruby|node)\/\d[\w.]*/i,
  'stack-trace':
    /\bat [\w$.<>]{2,200}\([\w$./]{1,200}:\d+(?::\d+)?\)|Traceback \(most recent|\bException in thread|\bgoroutine \d+|\.java:\d+\)/,
  'internal-host': /\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.(?:internal|local|svc|lan|corp|intra|cluster\.local)\b/i,
  'internal-address': /\b(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})\b/,
  'file-path': /(?:^|[\s"'(=])(?:\/(?:var|etc|usr|home|opt|srv|app|root|tmp)\/[\w./-]+|[A-Z]:\\[\w\\.-]+)/,
  sql: /\b(?:SELECT|INSERT|UPDATE|DELETE)\b.{1,80}\b(?:FROM|INTO|SET|WHERE)\b|\bORA-\d{5}|\bSQLSTATE/,
  secret: new RegExp(REDACTED.replace(/[[\]]/g, '\\$&')),
  'rule-id': /\b9[0-9]{5}\b.{0,40}\b(?:rule|msg|crs)|\brule(?: ?id)?[ =:"]{1,4}\d{3,9}\b|\bid "9\d{5}"/i,
}

/** The kinds of things that `text` (already redacted, so that a removed secret shows as its marker) gives away. */
export function refusalLeaks(text: string): Leak[] {
  return (Object.keys(SIGNS) as Leak[]).filter((leak) => SIGNS[leak].test(text))
}
