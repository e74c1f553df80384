import type { LogFacts, LogFormat, LogText } from '../log-format.ts'

const SELINUX = /avc: {1,2}denied {1,2}\{ ([^{}]{1,80})\} for /
const APPARMOR = /apparmor="DENIED" operation="([a-z_]{1,40})"/
const WHO = /\b(?:comm|profile)="([^"]{1,200})"/
const AT = /\baudit\((\d{9,11}\.\d{1,3}):(\d{1,20})\)/
const PERMISSIVE = 'permissive=1'
const TEXT_MAX = 2_000
const MEANS = 'does not let this program open the file or socket, whatever the file modes say; the web server then answers 403 or 502'

function read({ text }: LogText): LogFacts | undefined {
  const start = text.includes('avc:') || text.includes('apparmor=') ? text.slice(0, TEXT_MAX) : ''
  const [selinux, apparmor] = [SELINUX.exec(start), APPARMOR.exec(start)]
  const found = selinux ?? apparmor
  if (!found || start.includes(PERMISSIVE)) return undefined
  const [product, name] = selinux ? (['selinux', 'SELinux'] as const) : (['apparmor', 'AppArmor'] as const)
  const [, when, id] = AT.exec(start) ?? []
  const who = WHO.exec(start.slice(found.index))?.[1] ?? 'a program'
  return {
    when,
    writer: { layer: 'web-server', product },
    references: [{ name: 'audit event', value: id, lookUp: `\`ausearch -a ${id}\`, or the same number in /var/log/audit/audit.log` }],
    said: {
      means: `${name} ${MEANS}`,
      causes: { 'file-permissions': 0.95 },
      rule: selinux ? `{ ${found[1]?.trim()} } for ${who}` : `${found[1]} for profile ${who}`,
      text: found[0],
      verdict: 'denied',
    },
  }
}

/** What SELinux and AppArmor write into the audit log when they stop a program. */
export const linuxSecurity: LogFormat = {
  id: 'linux-audit',
  product: 'selinux',
  layer: 'web-server',
  source:
    'https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/using_selinux/troubleshooting-problems-related-to-selinux_using-selinux',
  read,
  examples: [
    {
      line: 'type=AVC msg=audit(1767355200.123:456): avc:  denied  { read } for  pid=31 comm="nginx" name="report.pdf" dev="vda1" ino=9 scontext=system_u:system_r:httpd_t:s0 tcontext=unconfined_u:object_r:user_home_t:s0 tclass=file permissive=0',
      cause: 'file-permissions',
      product: 'selinux',
      rule: '{ read } for nginx',
      iso: '2026-01-02T12:00:00.123Z',
      reference: '456',
    },
    {
      line: 'Jan  2 12:00:00 www-1 kernel: audit: type=1400 audit(1767355200.123:457): apparmor="DENIED" operation="open" class="file" profile="nginx" name="/srv/www/a" pid=31 comm="nginx" requested_mask="r" denied_mask="r"',
      cause: 'file-permissions',
      product: 'apparmor',
      rule: 'open for profile nginx',
    },
  ],
}
