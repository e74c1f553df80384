import { productFamily } from '../../signature-forms/product-family.ts'

const GATE = { 'auth-gateway': 0.7, 'insufficient-permissions': 0.5 } as const

/** Sign-ins in front of applications besides the best known: Vouch, traefik-forward-auth, Shibboleth, LemonLDAP, Entra's application proxy. */
export const accessGates = productFamily({ layer: 'auth-proxy', confidence: 0.9 }, [
  {
    product: 'vouch-proxy',
    name: 'Vouch Proxy',
    any: [{ header: 'x-vouch-error' }, { body: 'vouch proxy' }, { header: 'set-cookie', match: /(?:^|[,;] ?)VouchCookie=/ }],
    causes: GATE,
    cases: [{ when: { body: 'not authorized' }, causes: { 'auth-gateway': 0.7, 'insufficient-permissions': 0.75 } }],
    source: 'https://github.com/vouch/vouch-proxy',
    examples: [{ status: 403, headers: { 'x-vouch-error': 'no jwt found' }, body: '', cause: 'auth-gateway' }],
  },
  {
    product: 'traefik-forward-auth',
    name: 'traefik-forward-auth',
    any: [{ header: 'set-cookie', match: /(?:^|[,;] ?)_forward_auth(?:_csrf)?\w{0,12}=/ }],
    causes: GATE,
    cases: [
      {
        when: { header: 'set-cookie', has: '_forward_auth_csrf' },
        causes: { 'auth-gateway': 0.82, 'session-state': 0.4 },
        means: 'It starts a sign-in: nobody is signed in',
      },
    ],
    source: 'https://github.com/thomseddon/traefik-forward-auth',
    examples: [{ status: 401, headers: { 'set-cookie': '_forward_auth=a; Path=/' }, body: 'Not authorized', cause: 'auth-gateway' }],
  },
  {
    product: 'shibboleth-sp',
    name: 'The Shibboleth service provider',
    any: [
      { body: 'based on the information provided to this application about you, you are not authorized to access the resource' },
      { body: '/shibboleth-sp/', match: /not authorized|error|access/i },
      { body: 'shibsp::' },
      { body: 'opensaml::', match: /opensaml::[A-Za-z:]{3,60}/ },
    ],
    means:
      'The Shibboleth service provider in front of the application refused: the attributes of this login do not satisfy its access rules',
    causes: { 'auth-gateway': 0.55, 'insufficient-permissions': 0.7, 'role-misassignment': 0.5 },
    cases: [{ when: { body: 'opensaml::' }, causes: { 'invalid-token': 0.8, 'session-state': 0.5 } }],
    rule: [{ body: /\b((?:opensaml|shibsp)::[A-Za-z:]{3,60})/ }],
    source: 'https://shibboleth.atlassian.net/wiki/spaces/SP3/pages/2065335062/Apache',
    examples: [
      {
        status: 403,
        body: '<h1>Authorization Failed</h1><p>Based on the information provided to this application about you, you are not authorized to access the resource at "https://a.example/x"</p>',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'lemonldap-ng',
    name: 'LemonLDAP::NG',
    any: [{ body: 'lemonldap::ng' }, { body: 'lemonldap-ng' }, { header: 'set-cookie', match: /(?:^|[,;] ?)lemonldap=/ }],
    means: 'LemonLDAP::NG refused: the access rule of this virtual host does not hold for the user',
    causes: { 'auth-gateway': 0.65, 'insufficient-permissions': 0.65 },
    source: 'https://lemonldap-ng.org/documentation/latest/writingrulesand_headers.html',
    examples: [{ status: 403, body: '<title>LemonLDAP::NG</title><p>You have no access authorization for this application</p>' }],
  },
  {
    product: 'azure-app-proxy',
    name: "Entra's application proxy",
    any: [{ body: "this corporate app can't be accessed" }, { body: 'this corporate app can’t be accessed' }],
    means: 'The application proxy of Microsoft Entra refused, or its connector could not sign in to the application',
    causes: GATE,
    cases: [
      {
        when: { body: 'you are not authorized to access this application' },
        causes: { 'auth-gateway': 0.6, 'insufficient-permissions': 0.85 },
        means: 'The user is not assigned to the application',
      },
      { when: { body: 'incorrect kerberos constrained delegation' }, causes: { 'upstream-denied': 0.88 } },
    ],
    references: [
      {
        name: 'transaction id',
        lookUp: 'Microsoft Entra application proxy connector log, field Transaction ID',
        read: { header: 'x-ms-proxy-transaction-id' },
      },
    ],
    source: 'https://learn.microsoft.com/entra/identity/app-proxy/application-proxy-sign-in-bad-gateway-timeout-error',
    examples: [
      {
        status: 403,
        body: "<h1>This corporate app can't be accessed.</h1><p>You are not authorized to access this application.</p>",
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'authentik',
    name: 'authentik',
    id: 'authentik/own-page',
    any: [
      { body: 'ak-stage-access-denied' },
      { body: '/outpost.goauthentik.io/' },
      { body: '<title>authentik' },
      { header: 'set-cookie', match: /(?:^|[,;] ?)authentik_(?:proxy|session)/ },
      { header: 'x-authentik-id' },
    ],
    means: 'authentik refused: no policy binds this user to the application, or nobody is signed in',
    causes: { 'auth-gateway': 0.8, 'insufficient-permissions': 0.5 },
    source: 'https://docs.goauthentik.io/docs/add-secure-apps/providers/proxy/',
    examples: [{ status: 403, body: '<ak-stage-access-denied></ak-stage-access-denied>', cause: 'auth-gateway' }],
  },
  {
    product: 'tinyauth',
    name: 'Tinyauth',
    any: [
      { header: 'set-cookie', match: /(?:^|[,;] ?)tinyauth-?\w{0,40}=/ },
      { header: 'www-authenticate', has: 'realm="tinyauth"' },
      { header: 'x-tinyauth-location' },
    ],
    causes: GATE,
    source: 'https://tinyauth.app/docs/',
    examples: [
      {
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="tinyauth"' },
        body: '{"message":"Unauthorized","status":401}',
        cause: 'auth-gateway',
      },
    ],
  },
  {
    product: 'aws-alb',
    name: 'The load balancer of AWS',
    id: 'aws-alb/login',
    layer: 'load-balancer',
    confidence: 0.92,
    any: [{ header: 'set-cookie', match: /(?:^|[,;] ?)AWSELBAuth(?:SessionCookie|Nonce)/ }],
    statuses: [302, 401, 403, 561],
    verdict: 'not-authenticated',
    means: 'A listener rule signs callers in by OIDC or Cognito (authenticate-oidc)',
    causes: { 'auth-gateway': 0.85, 'session-state': 0.3 },
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html',
    examples: [
      {
        status: 401,
        headers: { 'set-cookie': 'AWSELBAuthSessionCookie-0=a; Path=/' },
        body: '',
        cause: 'auth-gateway',
        verdict: 'not-authenticated',
      },
    ],
  },
])
