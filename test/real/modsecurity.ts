import { existsSync } from 'node:fs'

const CRS = '/usr/share/modsecurity-crs/rules'
const SETUP = '/etc/modsecurity/crs/crs-setup.conf'
const NGINX_MODULE = '/usr/lib/nginx/modules/ngx_http_modsecurity_module.so'
const APACHE_MODULE = '/usr/lib/apache2/modules/mod_security2.so'

/** Whether ModSecurity for nginx and the OWASP Core Rule Set lie where Debian puts them. */
export const hasNginxModsecurity = () => existsSync(NGINX_MODULE) && existsSync(CRS)
/** Whether ModSecurity for Apache and the OWASP Core Rule Set lie where Debian puts them. */
export const hasApacheModsecurity = () => existsSync(APACHE_MODULE) && existsSync(CRS)

/** Directives that load ModSecurity into nginx, outside every block. */
export const LOAD_INTO_NGINX = `load_module ${NGINX_MODULE};`
/** Directives that load ModSecurity 2 into Apache. */
export const LOAD_INTO_APACHE = `LoadModule unique_id_module /usr/lib/apache2/modules/mod_unique_id.so
LoadModule security2_module ${APACHE_MODULE}`

/** ModSecurity that blocks by the Core Rule Set as packaged, with an audit log in this form; a relative `auditLog` lies in the server's folder. */
export function coreRuleSet({ auditLog, format }: { auditLog: string; format: 'JSON' | 'Native' }): string {
  return `SecRuleEngine On
SecRequestBodyAccess On
SecRule REQUEST_HEADERS:Content-Type "^application/json" "id:200001,phase:1,t:none,t:lowercase,pass,nolog,ctl:requestBodyProcessor=JSON"
SecTmpDir /tmp/
SecDataDir /tmp/
SecAuditEngine RelevantOnly
SecAuditLogRelevantStatus "^(?:5|4(?!04))"
SecAuditLogParts ABDEFHIJZ
SecAuditLogType Serial
SecAuditLogFormat ${format}
SecAuditLog ${auditLog}
Include ${SETUP}
Include ${CRS}/*.conf
`
}
