import { accessLog } from './formats/access-log.ts'
import { apacheError } from './formats/apache-error.ts'
import { awsAlb } from './formats/aws-alb.ts'
import { awsWaf } from './formats/aws-waf.ts'
import { caddy } from './formats/caddy.ts'
import { cloudfront } from './formats/cloudfront.ts'
import { cloudtrail } from './formats/cloudtrail.ts'
import { django } from './formats/django.ts'
import { envoy } from './formats/envoy.ts'
import { generalJson } from './formats/general-json.ts'
import { haproxy } from './formats/haproxy.ts'
import { haproxyJson } from './formats/haproxy-json.ts'
import { iis } from './formats/iis.ts'
import { ingressNginx } from './formats/ingress-nginx.ts'
import { kong } from './formats/kong.ts'
import { kubernetesAudit } from './formats/kubernetes-audit.ts'
import { lighttpdError } from './formats/lighttpd-error.ts'
import { linuxSecurity } from './formats/linux-security.ts'
import { logfmt } from './formats/logfmt.ts'
import { modEvasive } from './formats/mod-evasive.ts'
import { modsecurityAudit } from './formats/modsecurity-audit.ts'
import { modsecurityLine } from './formats/modsecurity-line.ts'
import { modsecurityNative } from './formats/modsecurity-native.ts'
import { nginxError } from './formats/nginx-error.ts'
import { oauth2Proxy } from './formats/oauth2-proxy.ts'
import { requestLog } from './formats/request-log.ts'
import { sentence } from './formats/sentence.ts'
import { spring } from './formats/spring.ts'
import { squid } from './formats/squid.ts'
import { tomcat } from './formats/tomcat.ts'
import { traefik } from './formats/traefik.ts'
import { varnish } from './formats/varnish.ts'
import type { LogFormat } from './log-format.ts'

/** Every form of log line that is known, tried in this order: what stands inside another form before that form. */
export const LOG_FORMATS: readonly LogFormat[] = [
  modsecurityNative,
  modsecurityLine,
  modsecurityAudit,
  kong,
  nginxError,
  apacheError,
  modEvasive,
  haproxy,
  haproxyJson,
  envoy,
  oauth2Proxy,
  ingressNginx,
  traefik,
  varnish,
  accessLog,
  caddy,
  iis,
  cloudfront,
  awsAlb,
  awsWaf,
  cloudtrail,
  kubernetesAudit,
  tomcat,
  spring,
  django,
  lighttpdError,
  squid,
  linuxSecurity,
]

/** Forms that fit nearly any line, tried when no other does: they read names and words, not a product's layout. */
export const GENERAL_FORMATS: readonly LogFormat[] = [generalJson, logfmt, requestLog, sentence]
