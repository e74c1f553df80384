import { SAYS } from '../../signature-forms/plain-causes.ts'
import { productFamily } from '../../signature-forms/product-family.ts'

const DIRECTIVE = { 'server-directive': 0.55, 'file-permissions': 0.4 } as const
const DEVICE = { 'server-directive': 0.45, 'invalid-token': 0.4, 'session-state': 0.3 } as const

/** Small web servers, those of devices among them, and the ones built into languages: each signs its stock page. */
export const smallWebServers = productFamily({ layer: 'web-server', confidence: 0.9 }, [
  {
    product: 'thttpd',
    name: 'thttpd',
    any: [{ body: 'acme.com/software/thttpd' }, { header: 'server', match: /^s?thttpd\b/i }],
    all: [{ body: '<h' }],
    stock: true,
    causes: DIRECTIVE,
    source: 'https://www.acme.com/software/thttpd/thttpd_man.html',
    examples: [
      {
        status: 403,
        headers: { server: 'thttpd/2.29' },
        body: '<HTML><BODY><H2>403 Forbidden</H2>You do not have permission.<HR><ADDRESS><A HREF="http://www.acme.com/software/thttpd/">thttpd/2.29</A></ADDRESS>',
        cause: 'server-directive',
      },
    ],
  },
  {
    product: 'mini-httpd',
    name: 'mini_httpd',
    any: [
      { body: 'acme.com/software/mini_httpd' },
      { body: 'acme.com/software/micro_httpd' },
      { header: 'server', match: /^m(?:ini|icro)_httpd/i },
    ],
    all: [{ body: '<h' }],
    stock: true,
    causes: DIRECTIVE,
    source: 'https://www.acme.com/software/mini_httpd/mini_httpd_man.html',
    examples: [
      { status: 403, headers: { server: 'mini_httpd/1.30' }, body: '<H4>403 Forbidden</H4> File is protected.', cause: 'server-directive' },
    ],
  },
  {
    product: 'goahead',
    name: 'GoAhead',
    any: [
      { header: 'server', match: /^goahead/i },
      { body: '<h2>access error: forbidden</h2>' },
      { body: '<title>document error: forbidden' },
      { body: '<title>document error: unauthorized' },
    ],
    stock: true,
    causes: DEVICE,
    cases: [{ when: { header: 'www-authenticate' }, causes: SAYS.token }],
    source: 'https://github.com/embedthis/goahead/blob/master/src/http.c',
    examples: [
      {
        status: 403,
        body: '<html><head><title>Document Error: Forbidden</title></head><body><h2>Access Error: Forbidden</h2></body></html>',
      },
      {
        status: 401,
        headers: { server: 'GoAhead-Webs', 'www-authenticate': 'Digest realm="a"' },
        body: '<h2>Access Error</h2>',
        cause: 'invalid-token',
      },
    ],
  },
  {
    product: 'appweb',
    name: 'Appweb',
    any: [
      { header: 'server', match: /^(?:embedthis-(?:http|appweb)|appweb|mbedthis-appweb)/i },
      { body: '<h2>access error: 40', match: /<h2>Access Error: 40[13] -- /i },
    ],
    stock: true,
    causes: DEVICE,
    source: 'https://www.embedthis.com/appweb/doc/',
    examples: [{ status: 403, headers: { server: 'Embedthis-http' }, body: '<h2>Access Error: 403 -- Forbidden</h2>' }],
  },
  {
    product: 'boa',
    name: 'Boa',
    all: [{ header: 'server', match: /^boa\//i }],
    stock: true,
    causes: DEVICE,
    source: 'http://www.boa.org/documentation/',
    examples: [
      {
        status: 403,
        headers: { server: 'Boa/0.94.14rc21' },
        body: '<TITLE>403 Forbidden</TITLE><H1>403 Forbidden</H1>Your client does not have permission to get URL /x from this server.',
      },
    ],
  },
  {
    product: 'uhttpd',
    name: 'uhttpd',
    any: [
      { body: "you don't have permission to access", match: /^\s{0,4}<h1>Forbidden<\/h1>\s{0,4}You don't have permission to access/i },
      { body: '<h1>forbidden</h1>', match: /^\s{0,4}<h1>Forbidden<\/h1>\s{0,4}Rejected request from RFC1918 IP to public server address/i },
    ],
    none: [{ header: 'server', has: 'apache' }],
    confidence: 0.94,
    stock: true,
    causes: DIRECTIVE,
    cases: [
      {
        when: { body: 'rejected request from rfc1918' },
        causes: { 'ip-or-geo-restriction': 0.9 },
        means: 'A private address asked for a public one: protection against DNS rebinding (rfc1918_filter)',
        rule: [{ says: 'rfc1918_filter' }],
      },
    ],
    source: 'https://git.openwrt.org/?p=project/uhttpd.git;a=blob;f=client.c',
    examples: [
      { status: 403, body: "<h1>Forbidden</h1>You don't have permission to access /x on this server.", cause: 'server-directive' },
      {
        status: 403,
        body: '<h1>Forbidden</h1>Rejected request from RFC1918 IP to public server address',
        cause: 'ip-or-geo-restriction',
        rule: 'rfc1918_filter',
      },
    ],
  },
  {
    product: 'hiawatha',
    name: 'Hiawatha',
    any: [{ header: 'server', match: /^hiawatha/i }, { body: 'hiawatha.leisink' }, { body: 'powered by hiawatha' }],
    stock: true,
    causes: { ...DIRECTIVE, 'waf-rule': 0.25 },
    source: 'https://www.hiawatha-webserver.org/manpages/hiawatha',
    examples: [{ status: 403, headers: { server: 'Hiawatha v11.5' }, body: '<h1>403 Forbidden</h1>', cause: 'server-directive' }],
  },
  {
    product: 'cherokee',
    name: 'Cherokee',
    any: [{ body: 'cherokee web server' }, { header: 'server', match: /^cherokee\b/i }],
    all: [{ body: '403' }],
    stock: true,
    causes: DIRECTIVE,
    source: 'https://cherokee-project.com/doc/',
    examples: [{ status: 403, body: '<h1>403 Forbidden</h1><p><hr>Cherokee web server 1.2.104</p>', cause: 'server-directive' }],
  },
  {
    product: 'h2o',
    name: 'H2O',
    all: [{ header: 'server', match: /^h2o(?:\/|$)/i }],
    any: [{ body: 'forbidden', match: /^forbidden\s*$/i }, { body: 'file read error' }, { emptyBody: true }],
    confidence: 0.8,
    stock: true,
    causes: DIRECTIVE,
    source: 'https://h2o.examp1e.net/configure/access_control.html',
    examples: [{ status: 403, headers: { server: 'h2o/2.2.6' }, body: 'forbidden', cause: 'server-directive' }],
  },
  {
    product: 'openbsd-httpd',
    name: 'OpenBSD httpd',
    any: [{ body: '<address>openbsd httpd' }, { header: 'server', match: /^OpenBSD httpd/i }],
    stock: true,
    causes: DIRECTIVE,
    source: 'https://man.openbsd.org/httpd.conf.5',
    examples: [
      {
        status: 403,
        headers: { server: 'OpenBSD httpd' },
        body: '<h1>403 Forbidden</h1><hr><address>OpenBSD httpd</address>',
        cause: 'server-directive',
      },
    ],
  },
  {
    product: 'nghttpx',
    name: 'nghttpx',
    layer: 'proxy',
    any: [{ body: '<address>nghttpx' }, { body: '<footer>nghttpx' }],
    stock: true,
    causes: { 'server-directive': 0.6 },
    source: 'https://nghttp2.org/documentation/nghttpx.1.html',
    examples: [{ status: 403, body: '<h1>403 Forbidden</h1><footer>nghttpx</footer>', cause: 'server-directive' }],
  },
  {
    product: 'python-http-server',
    name: "Python's http.server",
    any: [
      { body: 'error code explanation: 403' },
      { body: 'error code explanation: httpstatus.forbidden' },
      { body: 'error code explanation: 401' },
    ],
    stock: true,
    causes: { 'insufficient-permissions': 0.35, 'server-directive': 0.35, 'file-permissions': 0.3 },
    source: 'https://docs.python.org/3/library/http.server.html#http.server.BaseHTTPRequestHandler.error_message_format',
    examples: [
      {
        status: 403,
        body: '<h1>Error response</h1><p>Error code: 403</p><p>Message: No.</p><p>Error code explanation: 403 - Request forbidden -- authorization will not help.</p>',
      },
    ],
  },
  {
    product: 'iplanet',
    name: 'Oracle iPlanet (Sun Java System) Web Server',
    any: [
      { header: 'server', match: /^(?:sun-(?:java-system|one)|oracle-iplanet|netscape-enterprise|iplanet)/i },
      { body: 'your client is not allowed to access the requested object' },
    ],
    all: [{ body: '<h1>' }],
    stock: true,
    causes: { 'server-directive': 0.6, 'insufficient-permissions': 0.35 },
    source: 'https://docs.oracle.com/cd/E18958_01/doc.70/e18789/toc.htm',
    examples: [
      {
        status: 403,
        body: '<HTML><HEAD><TITLE>Forbidden</TITLE></HEAD><BODY><H1>Forbidden</H1>\nYour client is not allowed to access the requested object.\n</BODY></HTML>',
        cause: 'server-directive',
      },
    ],
  },
  {
    product: 'lighttpd',
    name: 'lighttpd',
    id: 'lighttpd/old-page',
    all: [{ body: '<?xml version="1.0" encoding="iso-8859-1"?>' }],
    any: [{ body: '<h1>403 - forbidden</h1>' }, { body: '<h1>401 - unauthorized</h1>' }],
    confidence: 0.9,
    stock: true,
    means: "lighttpd's own page: url.access-deny or file modes",
    causes: DIRECTIVE,
    cases: [{ when: { body: '401 - unauthorized' }, causes: SAYS.token }],
    source: 'https://git.lighttpd.net/lighttpd/lighttpd1.4/src/branch/master/src/connections.c',
    examples: [
      {
        status: 403,
        body: '<?xml version="1.0" encoding="iso-8859-1"?><html><head><title>403 - Forbidden</title></head><body><h1>403 - Forbidden</h1></body></html>',
        cause: 'server-directive',
      },
    ],
  },
])
