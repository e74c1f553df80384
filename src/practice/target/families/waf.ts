import { type Context, Hono } from 'hono'
import type { TargetPowers } from '../target-powers.ts'

const cloudflareBlockPage = (host: string, ray: string) => `<!DOCTYPE html>
<html class="no-js" lang="en-US">
<head>
<title>Attention Required! | Cloudflare</title>
<meta charset="UTF-8" />
<meta name="robots" content="noindex, nofollow" />
</head>
<body>
  <div id="cf-wrapper">
    <div id="cf-error-details" class="cf-error-details-wrapper">
      <h1 data-translate="block_headline">Sorry, you have been blocked</h1>
      <h2 class="cf-subheadline"><span data-translate="unable_to_access">You are unable to access</span> ${host}</h2>
      <p data-translate="blocked_why_detail">This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution. There are several actions that could trigger this block including submitting a certain word or phrase, a SQL command or malformed data.</p>
      <p>Cloudflare Ray ID: <strong class="font-semibold">${ray}</strong></p>
    </div>
  </div>
</body>
</html>
`

const f5BlockPage = (supportId: string) =>
  `<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: ${supportId}<br><br><a href='javascript:history.back();'>[Go Back]</a></body></html>`

/** What a strict rule takes for an attack: an expression such as `%{name}` anywhere in a header. */
const EXPRESSION = /[$%#]\{[^}]*\}/

/** Web application firewalls that take a normal request for an attack: a word in the query, and an unusual header. */
export function wafRoutes({ newId }: TargetPowers): Hono {
  const app = new Hono()

  app.get('/waf/search', (c) => {
    const words = c.req.query('q') ?? ''
    if (!/\bdrop\s+table\b/i.test(words)) return c.json({ found: ['table lamp'] }, 200, { server: 'cloudflare' })
    const ray = newId().replaceAll('-', '').slice(0, 16)
    const page = cloudflareBlockPage(new URL(c.req.url).hostname, ray)
    return c.body(page, 403, {
      'content-type': 'text/html; charset=UTF-8',
      server: 'cloudflare',
      'cf-ray': `${ray}-FRA`,
      'cache-control': 'private',
    })
  })

  app.all('/waf/orders', (c) => {
    if (!hasExpression(c)) return c.json({ orders: [{ id: 1 }] })
    return c.body(f5BlockPage(decimalId(newId())), 403, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
  })
  return app
}

function hasExpression(c: Context): boolean {
  return Object.values(c.req.header()).some((value) => EXPRESSION.test(value))
}

/** Support ids of the product are long decimal numbers. */
function decimalId(uuid: string): string {
  return BigInt(`0x${uuid.replaceAll('-', '').slice(0, 16)}`)
    .toString()
    .padStart(19, '4')
}
