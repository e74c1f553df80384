import type { Exchange } from '../../exchange.ts'
import { REDACTED } from '../../redaction/redacted.ts'
import { visibleText } from '../visible-text.ts'
import type { Leak } from './message-finding.ts'

const READ_MAX = 16_000
const QUOTE_MAX = 80

/** What a stranger learns from a refusal and should not (OWASP ASVS V7, WSTG-ERRH). */
const SIGNS: Readonly<Record<Leak, RegExp>> = {
  version:
    /\b(?:nginx|apache(?:[- ]tomcat)?|openresty|microsoft-iis|iis|tomcat|jetty|wildfly|undertow|weblogic|glassfish|php|express|kestrel|envoy|haproxy|varnish|lighttpd|caddy|traefik|gunicorn|uvicorn|werkzeug|passenger|puma|openssl|mod_\w+|python|ruby|node|kong|squid|django(?: version)?|symfony|laravel|spring boot)(?:\/v?\d[\w.]*|:? v?\d+\.\d[\w.]*)|\.net framework version:?\s?\d[\d.]+|^x-aspnet(?:mvc)?-version: .+/i,
  'stack-trace':
    /\bat [\w$.<>]{2,200}\([\w$./\\: -]{1,200}:\d+(?::\d+)?\)|\bat [\w$.<>`]{2,200}\([\w$., ]{0,100}\) in \S{1,200}:line \d+|Traceback \(most recent|\bException in thread|\bgoroutine \d+|\.(?:java|kt|scala):\d+\)|#\d+ \S{1,200}\.php\(\d+\)|\.php on line \d+|\.rb:\d+:in [`']/,
  'debug-page':
    /DEBUG = True|werkzeug debugger|whoops, looks like something went wrong|laravel ignition|action controller: exception caught|server error in '\/\S{0,60}' application|whitelabel error page|symfony exception|xdebug|phpinfo\(\)|^x-debug-token(?:-link)?: .+/i,
  'internal-host':
    /\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.(?:internal|local|localdomain|svc|lan|corp|intra|intranet|consul|cluster\.local)\b|\blocalhost:\d{2,5}\b/i,
  'internal-address':
    /\b(?:10(?:\.\d{1,3}){3}|127(?:\.\d{1,3}){3}|169\.254(?:\.\d{1,3}){2}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d{1,3}){2})\b|\bf[cd][0-9a-f]{2}(?::[0-9a-f]{0,4}){2,7}|\bfe80:(?::?[0-9a-f]{1,4}){1,7}/i,
  'file-path': /(?:^|[\s"'(=:])(?:\/(?:var|etc|usr|home|opt|srv|app|root|tmp|mnt|data|workspace)\/[\w./-]+|[A-Z]:\\[\w\\.-]+)/,
  sql: /\b(?:SELECT|INSERT|UPDATE|DELETE)\b.{1,80}\b(?:FROM|INTO|SET|WHERE)\b|\bORA-\d{5}|\bSQLSTATE|\bpg_query\(|\bmysqli?_|\bpsycopg2?\.|\bPDOException/,
  secret: new RegExp(REDACTED.replace(/[[\]]/g, '\\$&')),
  'rule-id':
    /\b9[0-9]{5}\b.{0,40}\b(?:rule|msg|crs)|\brule(?: ?id)?[ =:"#]{1,4}\d{3,9}\b|\bid "9\d{5}"|\b(?:blocked|denied|matched) by rule ["']?[\w.-]{3,80}/i,
  'policy-name':
    /rbac_access_denied_matched_policy\[[^\]]{1,120}\]|\b(?:matched|by|in|violates) (?:the )?(?:\w+[- ]based )?policy:? ["']?(?=[\w.:/-]*[-_:/.\d])[\w.:/-]{4,120}|"polic(?:y|y_?name|y_?id)"\s*:\s*"[^"]{2,120}"|\b(?:open policy agent|openfga|cerbos|casbin|keto)\b/i,
  'cloud-resource':
    /\barn:aws[\w-]*:[\w-]+:[\w-]*:\d{0,12}:[\w+=,.@/:-]{1,200}|\/subscriptions\/[0-9a-f]{8}-[0-9a-f-]{27}|\bprojects\/[\w-]{4,63}\/(?:secrets|topics|datasets|locations|serviceAccounts|instances)\b|\b[\w-]{4,63}\.iam\.gserviceaccount\.com/i,
  email:
    /\b(?!(?:support|help|helpdesk|service|security|access|contact|info|admin|abuse|noreply|no-reply|team|ops|sre|it)[\w.+-]{0,20}@)[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[a-z]{2,24}\b/i,
  account:
    /\b(?:user(?:name)?|account|e-?mail(?: address)?)\b[^.!?]{0,40}\b(?:does(?: not|n.t) exist|not found|unknown|is (?:locked|disabled|suspended|deactivated|banned)|has been (?:locked|disabled|suspended|deactivated|banned))|\b(?:no such|unknown) user\b|\b(?:wrong|incorrect|invalid) password\b|\bpassword (?:is )?(?:incorrect|wrong)\b/i,
}

/** Header fields in which products name themselves and what is behind them. */
const SHOWING_HEADERS =
  /^(?:server|via|x-powered-by|x-aspnet(?:mvc)?-version|x-generator|x-backend(?:-server)?|x-upstream(?:-\w+)?|x-server(?:-name)?|x-host|x-debug[\w-]*|x-error[\w-]*|x-deny-reason|x-denied-reason|www-authenticate|location)$/

/** A leak with its words and its place. */
type Shown = { leak: Leak; where: string; text: string }

/** The kinds of things that `text` (already redacted, so that a removed secret shows as its marker) gives away. */
export function refusalLeaks(text: string): Leak[] {
  return (Object.keys(SIGNS) as Leak[]).filter((leak) => SIGNS[leak].test(text))
}

function commentsOf(body: string): string {
  return [...body.slice(0, READ_MAX).matchAll(/<!--([^<>]{1,2000})-->/g)].map(([, text]) => text).join(' ')
}

function placesOf({ response }: Exchange): [where: string, text: string][] {
  const { headers = {}, body = '' } = response ?? {}
  const shown = Object.entries(headers).filter(([name]) => SHOWING_HEADERS.test(name))
  const lines = shown.map(([name, values]): [string, string] => [`header:${name}`, `${name}: ${values.join(', ')}`])
  return [['body', visibleText(body, READ_MAX)], ['comment', commentsOf(body)], ...lines]
}

/** What the client said itself is no news to it: its own host, address and path, which errors like to repeat. */
function withoutOwn(text: string, url: URL): string {
  const own = [url.href, url.host, url.hostname, url.pathname].filter((part) => part.length > 3)
  return own.reduce((rest, part) => rest.replaceAll(part, ' '), text)
}

function isTold(leak: Leak, where: string): boolean {
  return !(where === 'header:location' && leak !== 'internal-host' && leak !== 'internal-address')
}

function shownAt(where: string, text: string): Shown[] {
  return refusalLeaks(text)
    .filter((leak) => isTold(leak, where))
    .map((leak) => ({ leak, where, text: (SIGNS[leak].exec(text)?.[0] ?? '').replace(/^[\s"'(=:]+/, '').slice(0, QUOTE_MAX) }))
}

/** What a refusal (redacted) gives away in its text, its comments and its headers: the kinds, and each with its words. */
export function leaksOf(refusal: Exchange): { leaks: Leak[]; quotes: string[] } {
  const url = new URL(refusal.request.url)
  const shown = placesOf(refusal).flatMap(([where, text]) => shownAt(where, withoutOwn(text, url)))
  const kinds = new Set(shown.map(({ leak }) => leak))
  return {
    leaks: (Object.keys(SIGNS) as Leak[]).filter((leak) => kinds.has(leak)),
    quotes: [...new Set(shown.map(({ leak, where, text }) => `${leak} in ${where}: ${text}`))],
  }
}
