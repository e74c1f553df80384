import type { Signature } from './signature.ts'
import { akamai } from './signatures/akamai.ts'
import { apache } from './signatures/apache.ts'
import { apiGateways } from './signatures/api-gateways.ts'
import { authProxies } from './signatures/auth-proxies.ts'
import { awsApi } from './signatures/aws-api.ts'
import { awsEdge } from './signatures/aws-edge.ts'
import { awsGateways } from './signatures/aws-gateways.ts'
import { azure } from './signatures/azure.ts'
import { azureEdge } from './signatures/azure-edge.ts'
import { botManagers } from './signatures/bot-managers.ts'
import { cdnFirewalls } from './signatures/cdn-firewalls.ts'
import { cdns } from './signatures/cdns.ts'
import { chineseClouds } from './signatures/chinese-clouds.ts'
import { cloudflare } from './signatures/cloudflare.ts'
import { codeHosts } from './signatures/code-hosts.ts'
import { corporateProxies } from './signatures/corporate-proxies.ts'
import { databases } from './signatures/databases.ts'
import { django } from './signatures/django.ts'
import { dotnet } from './signatures/dotnet.ts'
import { envoyIstio } from './signatures/envoy-istio.ts'
import { f5 } from './signatures/f5.ts'
import { github } from './signatures/github.ts'
import { google } from './signatures/google.ts'
import { haproxyVarnish } from './signatures/haproxy-varnish.ts'
import { hashicorp } from './signatures/hashicorp.ts'
import { identityProviders } from './signatures/identity-providers.ts'
import { imperva } from './signatures/imperva.ts'
import { javaServers } from './signatures/java-servers.ts'
import { kong } from './signatures/kong.ts'
import { kubernetes } from './signatures/kubernetes.ts'
import { modsecurity } from './signatures/modsecurity.ts'
import { nginx } from './signatures/nginx.ts'
import { nodeFrameworks } from './signatures/node-frameworks.ts'
import { oauth } from './signatures/oauth.ts'
import { objectStores } from './signatures/object-stores.ts'
import { opsTools } from './signatures/ops-tools.ts'
import { php } from './signatures/php.ts'
import { problemJson } from './signatures/problem-json.ts'
import { pythonWeb } from './signatures/python-web.ts'
import { ruby } from './signatures/ruby.ts'
import { saasApis } from './signatures/saas-apis.ts'
import { selfHosted } from './signatures/self-hosted.ts'
import { spring } from './signatures/spring.ts'
import { wafAppliances } from './signatures/waf-appliances.ts'
import { webServers } from './signatures/web-servers.ts'
import { wordings } from './signatures/wordings.ts'
import { wordpressPlugins } from './signatures/wordpress-plugins.ts'

/** Every signature, by vendor family; what is general comes last, since the order settles ties. */
export const SIGNATURES: readonly Signature[] = [
  ...nginx,
  ...apache,
  ...cloudflare,
  ...awsEdge,
  ...awsGateways,
  ...awsApi,
  ...google,
  ...azure,
  ...azureEdge,
  ...envoyIstio,
  ...kubernetes,
  ...kong,
  ...apiGateways,
  ...haproxyVarnish,
  ...authProxies,
  ...identityProviders,
  ...spring,
  ...django,
  ...pythonWeb,
  ...ruby,
  ...php,
  ...nodeFrameworks,
  ...dotnet,
  ...databases,
  ...objectStores,
  ...hashicorp,
  ...opsTools,
  ...github,
  ...codeHosts,
  ...saasApis,
  ...selfHosted,
  ...cdns,
  ...javaServers,
  ...webServers,
  ...akamai,
  ...imperva,
  ...f5,
  ...modsecurity,
  ...wordpressPlugins,
  ...botManagers,
  ...cdnFirewalls,
  ...wafAppliances,
  ...chineseClouds,
  ...corporateProxies,
  ...oauth,
  ...problemJson,
  ...wordings,
]
