import type { Signature } from '../../signature.ts'

/** Nothing but the reason phrase of the status stands in it. */
const UNDERTOW_PAGE =
  /<body>(?:\d{3} - )?(?:Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Too Many Requests|Internal Server Error|Service Unavailable)<\/body><\/html>\s?$/

/** Servlet containers and Java application servers. */
export const javaServers: readonly Signature[] = [
  {
    id: 'tomcat/page',
    product: 'tomcat',
    layer: 'web-server',
    confidence: 0.92,
    any: [
      { body: '<h3>apache tomcat' },
      { body: 'http status 403', match: /tahoma|type<\/b> ?status report|apache tomcat/i },
      { body: 'http status 401', match: /tahoma|type<\/b> ?status report|apache tomcat/i },
      { body: 'http status 405', match: /tahoma|type<\/b> ?status report|apache tomcat/i },
      { body: 'you are not authorized to view this page', match: /tomcat|manager-gui|tahoma/i },
      { body: '403 access denied', match: /tomcat|manager-gui|tahoma/i },
      { body: 'background-color:#525d76' },
    ],
    none: [{ body: 'jboss web' }, { body: 'jbossweb' }, { body: 'glassfish' }, { body: '<h3>payara' }, { body: '<h3>resin' }],
    stock: true,
    means: "Tomcat's own page: a security constraint, a RemoteAddrValve or the CORS/CSRF filter",
    causes: { 'insufficient-permissions': 0.45, 'server-directive': 0.4, 'ip-or-geo-restriction': 0.3 },
    cases: [
      {
        when: { body: 'manager', match: /only accessible from a browser running on the same machine|RemoteAddrValve|localhost/i },
        causes: { 'ip-or-geo-restriction': 0.85, 'role-misassignment': 0.4 },
        means: 'The manager application is open to its own machine only (RemoteAddrValve)',
      },
      {
        when: { body: 'manager-gui' },
        causes: { 'role-misassignment': 0.7, 'insufficient-permissions': 0.6 },
        means: 'The manager application wants the role manager-gui',
      },
      {
        when: { body: 'access to the requested resource has been denied' },
        causes: { 'insufficient-permissions': 0.85, 'role-misassignment': 0.4 },
        means: 'A security-constraint of web.xml wants a role that the caller lacks',
      },
      { when: { body: 'csrf' }, causes: { 'session-state': 0.85 } },
      {
        when: { body: 'http status 405' },
        causes: { 'method-or-path': 0.85 },
        means: 'Nothing on this path takes this method, such as PUT to the DefaultServlet, which is read-only',
      },
      {
        when: { header: 'www-authenticate' },
        causes: { 'invalid-token': 0.85 },
        means: 'The login-config of web.xml wants a user and password',
      },
      {
        when: { body: 'type status report description the server understood the request' },
        causes: { 'ip-or-geo-restriction': 0.45, 'insufficient-permissions': 0.4, 'session-state': 0.35, 'server-directive': 0.3 },
        means:
          'Refused without a word: as an address list (RemoteAddrValve) or the CSRF filter does, and no security-constraint of web.xml',
      },
    ],
    source: 'https://tomcat.apache.org/tomcat-10.1-doc/config/valve.html',
    examples: [
      {
        status: 403,
        body: '<title>HTTP Status 403 – Forbidden</title><style>body {font-family:Tahoma,Arial,sans-serif;}</style><p><b>Message</b> Access to the requested resource has been denied</p><h3>Apache Tomcat/10.1.31</h3>',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'jboss/web',
    product: 'jboss-web',
    layer: 'web-server',
    confidence: 0.92,
    any: [{ body: 'jboss web/' }, { body: 'jbossweb/' }],
    means: "JBoss Web's own page",
    causes: { 'insufficient-permissions': 0.6, 'role-misassignment': 0.4 },
    source: 'https://docs.jboss.org/jbossweb/',
    examples: [{ status: 403, body: '<h1>HTTP Status 403 - </h1><h3>JBoss Web/7.5.7.Final</h3>', cause: 'insufficient-permissions' }],
  },
  {
    id: 'jetty/page',
    product: 'jetty',
    layer: 'web-server',
    confidence: 0.92,
    any: [
      { json: 'message', match: /^!(?:role|authorized|secure|\*)/i },
      { body: 'powered by jetty' },
      { body: 'eclipse.org/jetty' },
      { body: 'jetty.org' },
      { body: 'problem accessing', match: /http error 40[13]/i },
      { body: 'error 40', match: /<th>uri:<\/th>/i },
      { body: 'http error 40', match: /^\s*HTTP ERROR 40[13] [^\n]{1,80}\s+URI: /i },
      { json: 'servlet', match: /^(?:-|[\w.$-]{1,120}(?:@[0-9a-f]{1,8})?)$/ },
    ],
    none: [{ body: 'crumb' }, { body: 'jenkins' }, { json: 'error' }],
    means: "Jetty's own page: a constraint or the application's sendError",
    causes: { 'insufficient-permissions': 0.5, 'server-directive': 0.35 },
    cases: [
      {
        when: { body: '!secure' },
        causes: { 'method-or-path': 0.7, 'server-directive': 0.75 },
        means: 'Jetty: this path is for TLS only (confidential transport)',
      },
      { when: { body: '!authorized' }, causes: { 'insufficient-permissions': 0.85, 'role-misassignment': 0.4 } },
      {
        when: { body: '!role' },
        causes: { 'insufficient-permissions': 0.85, 'role-misassignment': 0.4 },
        means: 'Jetty: the caller has none of the roles',
      },
      { when: { body: 'permission' }, causes: { 'insufficient-permissions': 0.8 } },
    ],
    source: 'https://jetty.org/docs/',
    examples: [
      {
        status: 403,
        body: '<h2>HTTP ERROR 403 !role</h2><hr/><a href="https://jetty.org/">Powered by Jetty:// 12.0.14</a>',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'undertow/page',
    product: 'undertow',
    layer: 'web-server',
    confidence: 0.82,
    all: [{ body: '<html><head><title>error</title></head><body>', match: UNDERTOW_PAGE }],
    means: "Undertow's own page (WildFly, Keycloak before 17)",
    causes: { 'insufficient-permissions': 0.6, 'role-misassignment': 0.3 },
    source:
      'https://github.com/undertow-io/undertow/blob/master/core/src/main/java/io/undertow/server/handlers/error/SimpleErrorPageHandler.java',
    examples: [
      { status: 403, body: '<html><head><title>Error</title></head><body>Forbidden</body></html>', cause: 'insufficient-permissions' },
    ],
  },
  {
    id: 'websphere/page',
    product: 'websphere',
    layer: 'web-server',
    confidence: 0.9,
    any: [
      { body: 'srve0295e' },
      { body: 'srve02', match: /SRVE\d{4}[EW]/ },
      { body: 'error 403: authorizationfailed' },
      { body: 'cwwks9104a' },
      { body: 'websphere' },
    ],
    means: 'IBM WebSphere or Liberty refused',
    causes: { 'insufficient-permissions': 0.7, 'role-misassignment': 0.4 },
    rule: [{ body: /\b((?:SRVE|CWWKS)\d{4}[AEW])\b/ }],
    source: 'https://www.ibm.com/docs/en/was-liberty',
    examples: [{ status: 403, body: 'Error 403: AuthorizationFailed', cause: 'insufficient-permissions' }],
  },
  {
    id: 'weblogic/page',
    product: 'weblogic',
    layer: 'web-server',
    confidence: 0.88,
    any: [
      { body: 'from rfc 2068 hypertext transfer protocol -- http/1.1' },
      { body: 'error 403--forbidden' },
      { body: 'error 401--unauthorized' },
      { body: 'weblogic' },
    ],
    means: "WebLogic's own page",
    causes: { 'insufficient-permissions': 0.6, 'role-misassignment': 0.35 },
    source: 'https://docs.oracle.com/en/middleware/standalone/weblogic-server/',
    examples: [
      {
        status: 403,
        body: '<H2>Error 403--Forbidden</H2><H3>From RFC 2068 <i>Hypertext Transfer Protocol -- HTTP/1.1</i>:</H3> From RFC 2068 Hypertext Transfer Protocol -- HTTP/1.1',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'glassfish/page',
    product: 'glassfish',
    layer: 'web-server',
    confidence: 0.93,
    any: [
      { body: '<h3>glassfish' },
      { body: '<h3>oracle glassfish' },
      { body: '<h3>eclipse glassfish' },
      { header: 'server', match: /glassfish/i },
    ],
    all: [{ body: 'http status 40' }],
    stock: true,
    means: "GlassFish's own page: a security constraint of the application, or its sendError",
    causes: { 'insufficient-permissions': 0.6, 'role-misassignment': 0.4 },
    source: 'https://glassfish.org/documentation.html',
    examples: [
      {
        status: 403,
        body: '<title>Eclipse GlassFish 7.0.15 - Error report</title><style>H1 {font-family:Tahoma,Arial,sans-serif;color:white;background-color:#525D76;}</style><h1>HTTP Status 403 - Forbidden</h1><h3>Eclipse GlassFish 7.0.15</h3>',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'payara/page',
    product: 'payara',
    layer: 'web-server',
    confidence: 0.93,
    any: [{ body: '<h3>payara' }, { header: 'server', match: /^payara/i }],
    all: [{ body: 'http status 40' }],
    stock: true,
    means: "Payara's own page: a security constraint of the application, or its sendError",
    causes: { 'insufficient-permissions': 0.6, 'role-misassignment': 0.4 },
    source: 'https://docs.payara.fish/',
    examples: [
      {
        status: 403,
        body: '<h1>HTTP Status 403 - Forbidden</h1><h3>Payara Server  6.2024.1 #badassfish</h3>',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'resin/page',
    product: 'resin',
    layer: 'web-server',
    confidence: 0.9,
    any: [
      { body: 'resin/', match: /\bResin\/\d\.\d/ },
      { header: 'server', match: /^resin\// },
    ],
    all: [{ body: '40' }],
    stock: true,
    means: "Resin's own page: a security constraint of the application, or its sendError",
    causes: { 'insufficient-permissions': 0.55, 'server-directive': 0.4 },
    source: 'https://www.caucho.com/resin-4.0/admin/security.xtp',
    examples: [
      {
        status: 403,
        body: '<title>403 Forbidden</title><h1>403 Forbidden</h1><hr /><small>Resin/4.0.66</small>',
        cause: 'insufficient-permissions',
      },
    ],
  },
]
