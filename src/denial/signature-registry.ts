import type { Signature } from './signature.ts'
import { accessGates } from './signatures/access-gates.ts'
import { akamai } from './signatures/akamai.ts'
import { apache } from './signatures/apache.ts'
import { apiGateways } from './signatures/api-gateways.ts'
import { apisix } from './signatures/apisix.ts'
import { authProxies } from './signatures/auth-proxies.ts'
import { awsApi } from './signatures/aws-api.ts'
import { awsEdge } from './signatures/aws-edge.ts'
import { awsGateways } from './signatures/aws-gateways.ts'
import { awsServices } from './signatures/aws-services.ts'
import { azure } from './signatures/azure.ts'
import { azureEdge } from './signatures/azure-edge.ts'
import { azureServices } from './signatures/azure-services.ts'
import { botChallenges } from './signatures/bot-challenges.ts'
import { botManagers } from './signatures/bot-managers.ts'
import { cdnEdges } from './signatures/cdn-edges.ts'
import { cdnFirewalls } from './signatures/cdn-firewalls.ts'
import { cdns } from './signatures/cdns.ts'
import { chineseClouds } from './signatures/chinese-clouds.ts'
import { chineseWafs } from './signatures/chinese-wafs.ts'
import { cloudArmor } from './signatures/cloud-armor.ts'
import { cloudflare } from './signatures/cloudflare.ts'
import { cloudflareErrors } from './signatures/cloudflare-errors.ts'
import { codeHosts } from './signatures/code-hosts.ts'
import { corporateProxies } from './signatures/corporate-proxies.ts'
import { databases } from './signatures/databases.ts'
import { django } from './signatures/django.ts'
import { dotnet } from './signatures/dotnet.ts'
import { dotnetApps } from './signatures/dotnet-apps.ts'
import { enterpriseGateways } from './signatures/enterprise-gateways.ts'
import { envoyFilters } from './signatures/envoy-filters.ts'
import { envoyIstio } from './signatures/envoy-istio.ts'
import { f5 } from './signatures/f5.ts'
import { fastly } from './signatures/fastly.ts'
import { github } from './signatures/github.ts'
import { goApps } from './signatures/go-apps.ts'
import { google } from './signatures/google.ts'
import { googleServices } from './signatures/google-services.ts'
import { haproxyVarnish } from './signatures/haproxy-varnish.ts'
import { hashicorp } from './signatures/hashicorp.ts'
import { hostingEdges } from './signatures/hosting-edges.ts'
import { identityProviders } from './signatures/identity-providers.ts'
import { imperva } from './signatures/imperva.ts'
import { infrastructureApps } from './signatures/infrastructure-apps.ts'
import { javaServers } from './signatures/java-servers.ts'
import { jvmApps } from './signatures/jvm-apps.ts'
import { kong } from './signatures/kong.ts'
import { kubernetes } from './signatures/kubernetes.ts'
import { loginServices } from './signatures/login-services.ts'
import { modsecurity } from './signatures/modsecurity.ts'
import { nginx } from './signatures/nginx.ts'
import { nodeApps } from './signatures/node-apps.ts'
import { nodeFrameworks } from './signatures/node-frameworks.ts'
import { oauth } from './signatures/oauth.ts'
import { objectStores } from './signatures/object-stores.ts'
import { opsTools } from './signatures/ops-tools.ts'
import { otherClouds } from './signatures/other-clouds.ts'
import { otherDatabases } from './signatures/other-databases.ts'
import { otherGateways } from './signatures/other-gateways.ts'
import { otherObjectStores } from './signatures/other-object-stores.ts'
import { otherProxies } from './signatures/other-proxies.ts'
import { php } from './signatures/php.ts'
import { phpApps } from './signatures/php-apps.ts'
import { problemJson } from './signatures/problem-json.ts'
import { pythonApps } from './signatures/python-apps.ts'
import { pythonWeb } from './signatures/python-web.ts'
import { ruby } from './signatures/ruby.ts'
import { rubyApps } from './signatures/ruby-apps.ts'
import { saasApis } from './signatures/saas-apis.ts'
import { saasForms } from './signatures/saas-forms.ts'
import { saasHosts } from './signatures/saas-hosts.ts'
import { selfHosted } from './signatures/self-hosted.ts'
import { signsOfPrograms } from './signatures/signs-of-programs.ts'
import { signsOfServers } from './signatures/signs-of-servers.ts'
import { smallWebServers } from './signatures/small-web-servers.ts'
import { spring } from './signatures/spring.ts'
import { wafAppliances } from './signatures/waf-appliances.ts'
import { wafHosting } from './signatures/waf-hosting.ts'
import { wafVendors } from './signatures/waf-vendors.ts'
import { webFilters } from './signatures/web-filters.ts'
import { webFiltersByName } from './signatures/web-filters-by-name.ts'
import { webServers } from './signatures/web-servers.ts'
import { wordings } from './signatures/wordings.ts'
import { wordingsInOtherLanguages } from './signatures/wordings-in-other-languages.ts'
import { wordingsOfResources } from './signatures/wordings-of-resources.ts'
import { wordpressPlugins } from './signatures/wordpress-plugins.ts'

/**
 * Every family of signatures under its name, which is that of its file in camel case. What is general comes last, since
 * the order settles ties.
 */
export const FAMILIES: Readonly<Record<string, readonly Signature[]>> = {
  nginx,
  apache,
  cloudflare,
  cloudflareErrors,
  awsEdge,
  awsGateways,
  awsApi,
  awsServices,
  google,
  googleServices,
  azure,
  azureServices,
  azureEdge,
  envoyIstio,
  envoyFilters,
  kubernetes,
  kong,
  apisix,
  apiGateways,
  otherGateways,
  enterpriseGateways,
  haproxyVarnish,
  otherProxies,
  authProxies,
  accessGates,
  identityProviders,
  loginServices,
  spring,
  jvmApps,
  django,
  pythonWeb,
  pythonApps,
  ruby,
  rubyApps,
  php,
  phpApps,
  nodeFrameworks,
  nodeApps,
  dotnet,
  dotnetApps,
  databases,
  otherDatabases,
  objectStores,
  otherObjectStores,
  otherClouds,
  hashicorp,
  opsTools,
  infrastructureApps,
  goApps,
  github,
  codeHosts,
  saasApis,
  saasForms,
  saasHosts,
  selfHosted,
  cdns,
  javaServers,
  webServers,
  smallWebServers,
  akamai,
  imperva,
  f5,
  modsecurity,
  wordpressPlugins,
  botManagers,
  botChallenges,
  cdnFirewalls,
  cdnEdges,
  cloudArmor,
  fastly,
  hostingEdges,
  wafAppliances,
  wafHosting,
  wafVendors,
  chineseClouds,
  chineseWafs,
  corporateProxies,
  webFilters,
  webFiltersByName,
  oauth,
  problemJson,
  wordings,
  wordingsOfResources,
  wordingsInOtherLanguages,
  signsOfPrograms,
  signsOfServers,
}

/** Every signature, in the order of the families. */
export const SIGNATURES: readonly Signature[] = Object.values(FAMILIES).flat()
