import { Hono } from 'hono'
import type { TargetPowers } from '../target-powers.ts'

const NGINX_PAGE =
  '<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n<hr><center>nginx/1.26.2</center>\r\n</body>\r\n</html>\r\n'

// Apache's stock page; `note` is what the server adds of its own. https://github.com/apache/httpd/blob/trunk/modules/http/http_protocol.c
const apachePage = (host: string, note: string) => `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>403 Forbidden</title>
</head><body>
<h1>Forbidden</h1>
<p>You don't have permission to access this resource.${note}</p>
<hr>
<address>Apache/2.4.62 (Debian) Server at ${host} Port 80</address>
</body></html>
`

const NGINX = { 'content-type': 'text/html', server: 'nginx/1.26.2' }
const APACHE = { 'content-type': 'text/html; charset=iso-8859-1', server: 'Apache/2.4.62 (Debian)' }

/** A web server refuses before any application sees the request: directives, files it may not read, files it never shows. */
export function webServerRoutes(_powers: TargetPowers): Hono {
  const app = new Hono()
  const page = (url: string, note = '') => apachePage(new URL(url).hostname, note)

  // location /internal/ { deny all; }
  app.all('/internal/*', (c) => c.body(NGINX_PAGE, 403, NGINX))
  // The file is mode 0600 and belongs to root: error.log says "(13: Permission denied)".
  app.all('/static/uploads/*', (c) => c.body(NGINX_PAGE, 403, NGINX))
  // <Files ".ht*"> Require all denied </Files>
  app.all('/static/.htaccess', (c) => c.body(page(c.req.url), 403, APACHE))
  app.all('/static/members/*', (c) => c.body(page(c.req.url), 403, APACHE))
  app.all('/static/reports/*', (c) => {
    const note = 'Server unable to read htaccess file, denying access to be safe<br />\n'
    return c.body(page(c.req.url, note), 403, APACHE)
  })
  return app
}
