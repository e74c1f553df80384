import type { Signature } from '../signature.ts'

const DOCTYPE = '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n'
const page = (title: string, text: string, address = '') =>
  `${DOCTYPE}<html><head>\n<title>${title}</title>\n</head><body>\n<h1>${title.slice(4)}</h1>\n<p>${text}</p>\n${address}</body></html>\n`
const ADDRESS = '<hr>\n<address>Apache/2.4.62 (Debian) Server at intranet.example Port 443</address>\n'

/** Apache httpd writes its refusals in an HTML 2.0 page of its own. */
export const apache: readonly Signature[] = [
  {
    id: 'apache/stock-page',
    product: 'apache-httpd',
    layer: 'web-server',
    confidence: 0.92,
    any: [
      { body: "you don't have permission to access" },
      { body: '<address>apache' },
      { body: 'this server could not verify that you are authorized to access the document' },
      { body: 'server unable to read htaccess file' },
      { body: "you don't have permission to access the requested" },
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
      { when: { body: 'provided via sni' }, causes: { 'method-or-path': 0.85 }, means: 'Host header and TLS server name (SNI) differ' },
      { when: { body: 'cannot perform ssl' }, causes: { 'client-certificate': 0.8 } },
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
]
