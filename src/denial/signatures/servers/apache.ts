import type { Signature } from '../../signature.ts'

const DOCTYPE = '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n'
const page = (title: string, text: string, address = '') =>
  `${DOCTYPE}<html><head>\n<title>${title}</title>\n</head><body>\n<h1>${title.slice(4)}</h1>\n<p>${text}</p>\n${address}</body></html>\n`
const ADDRESS = '<hr>\n<address>Apache/2.4.62 (Debian) Server at intranet.example Port 443</address>\n'

/** The words are everybody's; under this heading, or about this server, they are Apache's. */
const FORBIDDEN_PAGE = /<h1>Forbidden<\/h1>\s?<p>You don't|to access [^<>]{0,300} on this server/i

/** Apache httpd writes its refusals in an HTML 2.0 page of its own. */
export const apache: readonly Signature[] = [
  {
    id: 'apache/stock-page',
    product: 'apache-httpd',
    layer: 'web-server',
    confidence: 0.92,
    any: [
      { body: "you don't have permission to access", match: FORBIDDEN_PAGE },
      { body: '<address>apache' },
      { body: 'this server could not verify that you are authorized to access the document' },
      { body: 'server unable to read htaccess file' },
      { body: 'apache server at' },
      { body: 'the requested hostname and the hostname provided via sni' },
    ],
    none: [{ body: 'reference #' }, { body: 'edgesuite.net' }, { body: 'litespeed' }, { json: 'message' }, { json: 'error' }],
    all: [{ body: '<h1>' }],
    stock: true,
    means: 'The stock page of Apache httpd itself: a Require, Deny or .htaccess rule, or file modes; the application was not asked',
    causes: { 'server-directive': 0.55, 'file-permissions': 0.35, 'ip-or-geo-restriction': 0.25 },
    cases: [
      {
        when: { body: 'unable to read htaccess file' },
        causes: { 'file-permissions': 0.9 },
        means: 'Apache cannot read .htaccess, so it denies to be safe',
      },
      {
        when: { body: 'speaking plain http to an ssl-enabled server port' },
        causes: { 'method-or-path': 0.9 },
        means: 'Plain HTTP was spoken to the TLS port',
      },
      {
        when: { body: 'could not verify that you are authorized' },
        causes: { 'invalid-token': 0.7 },
        means: 'Apache wants other credentials (AuthType, Require valid-user)',
      },
      {
        when: { body: 'sni', match: /provided via SNI|server name indication/i },
        causes: { 'method-or-path': 0.85 },
        means: 'Host header and TLS server name (SNI) differ',
      },
      { when: { body: 'cannot perform ', match: /cannot perform (?:ssl|post-handshake)/i }, causes: { 'client-certificate': 0.85 } },
      { when: { body: 'the requested method' }, causes: { 'method-or-path': 0.9 }, means: 'Apache does not allow this method here' },
    ],
    source: 'https://github.com/apache/httpd/blob/trunk/modules/http/http_protocol.c',
    examples: [
      {
        status: 403,
        body: page('403 Forbidden', "You don't have permission to access this resource.", ADDRESS),
        cause: 'server-directive',
      },
      {
        status: 403,
        body: page('403 Forbidden', "You don't have permission to access /reports/ on this server.<br />"),
        cause: 'server-directive',
      },
      {
        status: 403,
        body: page(
          '403 Forbidden',
          "You don't have permission to access this resource.Server unable to read htaccess file, denying access to be safe",
        ),
        cause: 'file-permissions',
      },
    ],
  },
  {
    id: 'apache/error-document',
    product: 'apache-httpd',
    layer: 'web-server',
    confidence: 0.88,
    all: [{ body: 'encountered while trying to use an errordocument to handle the request' }],
    none: [{ body: 'litespeed' }, { header: 'server', has: 'litespeed' }, { header: 'server', match: /^nginx|imunify/i }],
    stock: true,
    means: 'Apache refused, and its own ErrorDocument was refused too: mostly a rule for the whole directory, or file modes',
    causes: { 'server-directive': 0.55, 'file-permissions': 0.45, 'ip-or-geo-restriction': 0.25 },
    source: 'https://github.com/apache/httpd/blob/trunk/modules/http/http_protocol.c',
    examples: [
      {
        status: 403,
        body: '<p>Additionally, a 403 Forbidden error was encountered while trying to use an ErrorDocument to handle the request.</p>',
        cause: 'server-directive',
      },
    ],
  },
  {
    id: 'apache/documents',
    product: 'apache-httpd',
    layer: 'web-server',
    confidence: 0.9,
    all: [{ body: '<h1>' }],
    any: [
      { body: 'if you think this is a server error, please contact the <a href="mailto:' },
      { body: 'the webmaster</a>', match: /Error 40[13]/ },
      { body: 'sofern sie dies für eine fehlfunktion des servers halten' },
      { body: "vous n'avez pas le droit d'accéder à l'objet demandé" },
      { body: 'usted no tiene permiso para acceder al objeto' },
      { body: "l'accesso all'oggetto richiesto" },
      { body: 'u hebt niet de toestemming om toegang te krijgen tot' },
      { body: 'você não tem permissão para acessar o objeto' },
      { body: 'nie masz prawa dostępu do żądanego obiektu' },
    ],
    stock: true,
    means: "Apache's translated error documents (httpd/error, the default of XAMPP): a Require, Deny or .htaccess rule, or file modes",
    causes: { 'server-directive': 0.55, 'file-permissions': 0.35, 'ip-or-geo-restriction': 0.25 },
    cases: [
      {
        when: { body: 'xampp', match: /security concept|local network/i },
        causes: { 'ip-or-geo-restriction': 0.85, 'server-directive': 0.6 },
        means: 'XAMPP lets its own tools be seen from the local machine only (httpd-xampp.conf)',
      },
      { when: { body: 'error 401' }, causes: { 'invalid-token': 0.7 } },
    ],
    source: 'https://github.com/apache/httpd/tree/trunk/docs/error',
    examples: [
      {
        status: 403,
        body: `${DOCTYPE}<title>Zugriff verweigert!</title><h1>Zugriff verweigert!</h1><p>Kein Zugriff.</p><p>Sofern Sie dies für eine Fehlfunktion des Servers halten, schreiben Sie uns.</p><h2>Error 403</h2>`,
        cause: 'server-directive',
      },
      {
        status: 403,
        body: '<h1>Access forbidden!</h1><p>New XAMPP security concept: see "httpd-xampp.conf".</p><p>If you think this is a server error, please contact the <a href="mailto:a@shop.example">webmaster</a>.</p><h2>Error 403</h2>',
        cause: 'ip-or-geo-restriction',
      },
    ],
  },
  {
    id: 'apache/kin',
    product: 'ibm-http-server',
    layer: 'web-server',
    confidence: 0.93,
    any: [{ body: '<address>ibm_http_server' }],
    stock: true,
    means: 'The stock page of IBM HTTP Server, an Apache: a Require, Deny or .htaccess rule, or file modes',
    causes: { 'server-directive': 0.55, 'file-permissions': 0.35, 'ip-or-geo-restriction': 0.25 },
    source: 'https://www.ibm.com/docs/en/ibm-http-server',
    examples: [
      {
        status: 403,
        body: page(
          '403 Forbidden',
          "You don't have permission to access /x on this server.",
          '<hr>\n<address>IBM_HTTP_Server/9.0 Server at shop.example Port 80</address>\n',
        ),
        cause: 'server-directive',
      },
    ],
  },
]
