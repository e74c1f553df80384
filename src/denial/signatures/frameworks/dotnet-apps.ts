import { SAYS } from '../../signature-forms/plain-causes.ts'
import { productFamily } from '../../signature-forms/product-family.ts'

/** Frameworks and applications on .NET besides ASP.NET Core's problem document. */
export const dotnetApps = productFamily({ layer: 'application', confidence: 0.9 }, [
  {
    id: 'aspnet-core/kestrel',
    product: 'aspnet-core',
    name: 'ASP.NET Core',
    confidence: 0.68,
    all: [{ header: 'server', match: /^Kestrel$/i }],
    none: [{ header: 'x-ms-request-id' }],
    means: 'Kestrel, the server of ASP.NET Core, names itself: the application answered',
    causes: { 'insufficient-permissions': 0.5 },
    source: 'https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel',
    examples: [{ status: 403, headers: { server: 'Kestrel' }, body: '', cause: 'insufficient-permissions' }],
  },
  {
    id: 'aspnet-core/login-challenge',
    product: 'aspnet-core',
    name: 'ASP.NET Core',
    confidence: 0.76,
    any: [
      { scheme: 'bearer', param: 'error_description', has: 'the token expired at' },
      { scheme: 'bearer', param: 'error_description', has: 'the signature key was not found' },
      { scheme: 'bearer', param: 'error_description', has: 'the signature is invalid' },
      { scheme: 'bearer', param: 'error_description', has: "the audience '" },
      { scheme: 'bearer', param: 'error_description', has: "the issuer '" },
      { scheme: 'bearer', param: 'error_description', has: 'the token is not valid before' },
    ],
    means: "ASP.NET Core's JwtBearer handler did not accept the token",
    causes: SAYS.token,
    source: 'https://learn.microsoft.com/aspnet/core/security/authentication/configure-jwt-bearer-authentication',
    examples: [
      {
        status: 401,
        headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="The audience \'orders\' is invalid"' },
        cause: 'invalid-token',
      },
    ],
  },
  {
    id: 'aspnet/web-api',
    product: 'aspnet-web-api',
    name: 'ASP.NET Web API',
    confidence: 0.84,
    any: [{ json: 'message', is: 'authorization has been denied for this request.' }],
    causes: { 'insufficient-permissions': 0.6, 'invalid-token': 0.6 },
    source: 'https://learn.microsoft.com/aspnet/web-api/overview/security/authentication-and-authorization-in-aspnet-web-api',
    examples: [{ status: 401, body: '{"Message":"Authorization has been denied for this request."}', cause: 'invalid-token' }],
  },
  {
    id: 'aspnet/mvc',
    product: 'aspnet',
    name: 'ASP.NET',
    confidence: 0.72,
    statuses: [401, 403, 500],
    any: [
      { body: 'system.web.httpexception', match: /Http(?:Exception|AntiForgeryException)/ },
      { body: 'the required anti-forgery' },
      { body: 'the anti-forgery ' },
      { header: 'x-aspnetmvc-version' },
      { header: 'x-aspnet-version' },
    ],
    none: [
      { header: 'x-ms-keyvault-region' },
      { header: 'sprequestguid' },
      { header: 'x-feserver' },
      { header: 'x-beserver' },
      { body: 'http error 40' },
    ],
    means: 'ASP.NET names itself: the application answered',
    causes: { 'insufficient-permissions': 0.5 },
    cases: [{ when: { body: 'anti-forgery' }, causes: SAYS.csrf, verdict: 'denied' }],
    source: 'https://learn.microsoft.com/aspnet/mvc/overview/security/xsrfcsrf-prevention-in-aspnet-mvc-and-web-pages',
    examples: [
      {
        status: 500,
        body: 'The required anti-forgery cookie "__RequestVerificationToken" is not present.',
        cause: 'session-state',
        verdict: 'denied',
      },
    ],
  },
  {
    product: 'abp-framework',
    name: 'ABP',
    any: [{ json: 'error.code', match: /^Volo\.(?:Authorization|Abp)/ }, { json: '__abp' }, { json: 'unauthorizedrequest', is: 'true' }],
    causes: SAYS.permission,
    rule: [{ json: 'error.message', match: /permissions must be granted: ([\w., ]{3,160})/i }],
    source: 'https://abp.io/docs/latest/framework/fundamentals/authorization',
    examples: [
      {
        status: 403,
        body: '{"success":false,"error":{"code":0,"message":"Required permissions are not granted. At least one of these permissions must be granted: Pages.Orders"},"unAuthorizedRequest":true,"__abp":true}',
        cause: 'insufficient-permissions',
        rule: 'Pages.Orders',
      },
      {
        status: 403,
        body: '{"error":{"code":"Volo.Authorization:010001","message":"Authorization failed! Given policy has not granted."}}',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'servicestack',
    name: 'ServiceStack',
    confidence: 0.85,
    all: [
      {
        json: 'responsestatus.errorcode',
        match: /^(?:Forbidden|Unauthorized|InvalidRole|InvalidPermission|TokenException|NotAuthenticated|\w{0,30}Exception)$/,
      },
    ],
    causes: { 'insufficient-permissions': 0.6 },
    cases: [
      { when: { json: 'responsestatus.errorcode', match: /Role|Permission/ }, causes: SAYS.role },
      { when: { json: 'responsestatus.errorcode', match: /Token|Unauthorized|NotAuthenticated/ }, causes: SAYS.token },
    ],
    source: 'https://docs.servicestack.net/error-handling',
    examples: [{ status: 403, body: '{"responseStatus":{"errorCode":"InvalidRole","message":"no"}}', cause: 'insufficient-permissions' }],
  },
  {
    product: 'octopus-deploy',
    name: 'Octopus Deploy',
    all: [{ json: 'errormessage', match: /Octopus (?:administrator|user|Server)|Missing permission:/ }],
    causes: SAYS.permission,
    rule: [{ json: 'errormessage', match: /Missing permissions?: ([\w, ]{3,120})/i }],
    source: 'https://octopus.com/docs/security/users-and-teams/system-and-space-permissions',
    examples: [
      {
        status: 403,
        body: '{"ErrorMessage":"You do not have permission to perform this action. Please contact your Octopus administrator. Missing permission: ProjectView"}',
        cause: 'insufficient-permissions',
        rule: 'ProjectView',
      },
    ],
  },
])
