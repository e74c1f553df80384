import type { Signature } from './signature.ts'
import { awsApi } from './signatures/clouds/aws-api.ts'
import { awsEdge } from './signatures/clouds/aws-edge.ts'
import { awsGateways } from './signatures/clouds/aws-gateways.ts'
import { awsServices } from './signatures/clouds/aws-services.ts'
import { azure } from './signatures/clouds/azure.ts'
import { azureEdge } from './signatures/clouds/azure-edge.ts'
import { azureServices } from './signatures/clouds/azure-services.ts'
import { cloudArmor } from './signatures/clouds/cloud-armor.ts'
import { google } from './signatures/clouds/google.ts'
import { googleServices } from './signatures/clouds/google-services.ts'
import { otherClouds } from './signatures/clouds/other-clouds.ts'
import { databases } from './signatures/data-stores/databases.ts'
import { objectStores } from './signatures/data-stores/object-stores.ts'
import { otherDatabases } from './signatures/data-stores/other-databases.ts'
import { otherObjectStores } from './signatures/data-stores/other-object-stores.ts'
import { akamai } from './signatures/edges/akamai.ts'
import { cdnEdges } from './signatures/edges/cdn-edges.ts'
import { cdnFirewalls } from './signatures/edges/cdn-firewalls.ts'
import { cdns } from './signatures/edges/cdns.ts'
import { cloudflare } from './signatures/edges/cloudflare.ts'
import { cloudflareErrors } from './signatures/edges/cloudflare-errors.ts'
import { fastly } from './signatures/edges/fastly.ts'
import { hostingEdges } from './signatures/edges/hosting-edges.ts'
import { imperva } from './signatures/edges/imperva.ts'
import { botChallenges } from './signatures/firewalls/bot-challenges.ts'
import { botManagers } from './signatures/firewalls/bot-managers.ts'
import { chineseClouds } from './signatures/firewalls/chinese-clouds.ts'
import { chineseWafs } from './signatures/firewalls/chinese-wafs.ts'
import { f5 } from './signatures/firewalls/f5.ts'
import { modsecurity } from './signatures/firewalls/modsecurity.ts'
import { wafAppliances } from './signatures/firewalls/waf-appliances.ts'
import { wafHosting } from './signatures/firewalls/waf-hosting.ts'
import { wafVendors } from './signatures/firewalls/waf-vendors.ts'
import { wordpressPlugins } from './signatures/firewalls/wordpress-plugins.ts'
import { django } from './signatures/frameworks/django.ts'
import { dotnet } from './signatures/frameworks/dotnet.ts'
import { dotnetApps } from './signatures/frameworks/dotnet-apps.ts'
import { goApps } from './signatures/frameworks/go-apps.ts'
import { jvmApps } from './signatures/frameworks/jvm-apps.ts'
import { nodeApps } from './signatures/frameworks/node-apps.ts'
import { nodeFrameworks } from './signatures/frameworks/node-frameworks.ts'
import { php } from './signatures/frameworks/php.ts'
import { phpApps } from './signatures/frameworks/php-apps.ts'
import { pythonApps } from './signatures/frameworks/python-apps.ts'
import { pythonWeb } from './signatures/frameworks/python-web.ts'
import { ruby } from './signatures/frameworks/ruby.ts'
import { rubyApps } from './signatures/frameworks/ruby-apps.ts'
import { spring } from './signatures/frameworks/spring.ts'
import { apiGateways } from './signatures/gateways/api-gateways.ts'
import { apisix } from './signatures/gateways/apisix.ts'
import { enterpriseGateways } from './signatures/gateways/enterprise-gateways.ts'
import { kong } from './signatures/gateways/kong.ts'
import { otherGateways } from './signatures/gateways/other-gateways.ts'
import { accessGates } from './signatures/logins/access-gates.ts'
import { authProxies } from './signatures/logins/auth-proxies.ts'
import { identityProviders } from './signatures/logins/identity-providers.ts'
import { loginServices } from './signatures/logins/login-services.ts'
import { oauth } from './signatures/logins/oauth.ts'
import { hashicorp } from './signatures/operations/hashicorp.ts'
import { infrastructureApps } from './signatures/operations/infrastructure-apps.ts'
import { kubernetes } from './signatures/operations/kubernetes.ts'
import { opsTools } from './signatures/operations/ops-tools.ts'
import { selfHosted } from './signatures/operations/self-hosted.ts'
import { corporateProxies } from './signatures/proxies/corporate-proxies.ts'
import { envoyFilters } from './signatures/proxies/envoy-filters.ts'
import { envoyIstio } from './signatures/proxies/envoy-istio.ts'
import { haproxyVarnish } from './signatures/proxies/haproxy-varnish.ts'
import { otherProxies } from './signatures/proxies/other-proxies.ts'
import { webFilters } from './signatures/proxies/web-filters.ts'
import { webFiltersByName } from './signatures/proxies/web-filters-by-name.ts'
import { apache } from './signatures/servers/apache.ts'
import { javaServers } from './signatures/servers/java-servers.ts'
import { nginx } from './signatures/servers/nginx.ts'
import { smallWebServers } from './signatures/servers/small-web-servers.ts'
import { webServers } from './signatures/servers/web-servers.ts'
import { codeHosts } from './signatures/services/code-hosts.ts'
import { github } from './signatures/services/github.ts'
import { saasApis } from './signatures/services/saas-apis.ts'
import { saasForms } from './signatures/services/saas-forms.ts'
import { saasHosts } from './signatures/services/saas-hosts.ts'
import { problemJson } from './signatures/unnamed/problem-json.ts'
import { signsOfPrograms } from './signatures/unnamed/signs-of-programs.ts'
import { signsOfServers } from './signatures/unnamed/signs-of-servers.ts'
import { wordings } from './signatures/unnamed/wordings.ts'
import { wordingsInOtherLanguages } from './signatures/unnamed/wordings-in-other-languages.ts'
import { wordingsOfResources } from './signatures/unnamed/wordings-of-resources.ts'

/** Every family of signatures by its folder and file. What is general comes last, since the order settles ties. */
export const FAMILIES: Readonly<Record<string, readonly Signature[]>> = {
  'servers/nginx': nginx,
  'servers/apache': apache,
  'edges/cloudflare': cloudflare,
  'edges/cloudflare-errors': cloudflareErrors,
  'clouds/aws-edge': awsEdge,
  'clouds/aws-gateways': awsGateways,
  'clouds/aws-api': awsApi,
  'clouds/aws-services': awsServices,
  'clouds/google': google,
  'clouds/google-services': googleServices,
  'clouds/azure': azure,
  'clouds/azure-services': azureServices,
  'clouds/azure-edge': azureEdge,
  'proxies/envoy-istio': envoyIstio,
  'proxies/envoy-filters': envoyFilters,
  'operations/kubernetes': kubernetes,
  'gateways/kong': kong,
  'gateways/apisix': apisix,
  'gateways/api-gateways': apiGateways,
  'gateways/other-gateways': otherGateways,
  'gateways/enterprise-gateways': enterpriseGateways,
  'proxies/haproxy-varnish': haproxyVarnish,
  'proxies/other-proxies': otherProxies,
  'logins/auth-proxies': authProxies,
  'logins/access-gates': accessGates,
  'logins/identity-providers': identityProviders,
  'logins/login-services': loginServices,
  'frameworks/spring': spring,
  'frameworks/jvm-apps': jvmApps,
  'frameworks/django': django,
  'frameworks/python-web': pythonWeb,
  'frameworks/python-apps': pythonApps,
  'frameworks/ruby': ruby,
  'frameworks/ruby-apps': rubyApps,
  'frameworks/php': php,
  'frameworks/php-apps': phpApps,
  'frameworks/node-frameworks': nodeFrameworks,
  'frameworks/node-apps': nodeApps,
  'frameworks/dotnet': dotnet,
  'frameworks/dotnet-apps': dotnetApps,
  'data-stores/databases': databases,
  'data-stores/other-databases': otherDatabases,
  'data-stores/object-stores': objectStores,
  'data-stores/other-object-stores': otherObjectStores,
  'clouds/other-clouds': otherClouds,
  'operations/hashicorp': hashicorp,
  'operations/ops-tools': opsTools,
  'operations/infrastructure-apps': infrastructureApps,
  'frameworks/go-apps': goApps,
  'services/github': github,
  'services/code-hosts': codeHosts,
  'services/saas-apis': saasApis,
  'services/saas-forms': saasForms,
  'services/saas-hosts': saasHosts,
  'operations/self-hosted': selfHosted,
  'edges/cdns': cdns,
  'servers/java-servers': javaServers,
  'servers/web-servers': webServers,
  'servers/small-web-servers': smallWebServers,
  'edges/akamai': akamai,
  'edges/imperva': imperva,
  'firewalls/f5': f5,
  'firewalls/modsecurity': modsecurity,
  'firewalls/wordpress-plugins': wordpressPlugins,
  'firewalls/bot-managers': botManagers,
  'firewalls/bot-challenges': botChallenges,
  'edges/cdn-firewalls': cdnFirewalls,
  'edges/cdn-edges': cdnEdges,
  'clouds/cloud-armor': cloudArmor,
  'edges/fastly': fastly,
  'edges/hosting-edges': hostingEdges,
  'firewalls/waf-appliances': wafAppliances,
  'firewalls/waf-hosting': wafHosting,
  'firewalls/waf-vendors': wafVendors,
  'firewalls/chinese-clouds': chineseClouds,
  'firewalls/chinese-wafs': chineseWafs,
  'proxies/corporate-proxies': corporateProxies,
  'proxies/web-filters': webFilters,
  'proxies/web-filters-by-name': webFiltersByName,
  'logins/oauth': oauth,
  'unnamed/problem-json': problemJson,
  'unnamed/wordings': wordings,
  'unnamed/wordings-of-resources': wordingsOfResources,
  'unnamed/wordings-in-other-languages': wordingsInOtherLanguages,
  'unnamed/signs-of-programs': signsOfPrograms,
  'unnamed/signs-of-servers': signsOfServers,
}

/** Every signature, in the order of the families. */
export const SIGNATURES: readonly Signature[] = Object.values(FAMILIES).flat()
