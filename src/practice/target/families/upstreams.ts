import { Hono } from 'hono'
import { problem, signedIn } from '../app-answer.ts'
import type { TargetPowers } from '../target-powers.ts'

const AVATAR_SERVICE = 'arn:aws:sts::123456789012:assumed-role/avatar-service/i-0123456789abcdef0'

// IIS, substatus 403.7. https://learn.microsoft.com/en-us/iis/manage/configuring-security/client-certificate-mapping
const IIS_CERTIFICATE_PAGE = `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head><title>IIS 10.0 Detailed Error - 403.7 - Forbidden</title></head>
<body><div class="content-container">
<h3>HTTP Error 403.7 - Forbidden</h3>
<h4>The page you are attempting to access requires your browser to have a Secure Sockets Layer (SSL) client certificate that the Web server recognizes.</h4>
</div></body>
</html>
`

/** Parties beyond the application: a store that refuses the service's own identity, a cloud API, a server that wants a certificate. */
export function upstreamRoutes(powers: TargetPowers): Hono {
  const app = new Hono()

  app.get('/upstream/avatars/:name', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    const message = `User: ${AVATAR_SERVICE} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::practice-avatars/${claims.sub}.png" because no identity-based policy allows the s3:GetObject action`
    return c.json({ error: 'storage', message }, 403)
  })

  app.get('/cloud/queue', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    if (claims.roles.includes('admin')) return c.json({ QueueUrls: [] })
    const Message = `User: arn:aws:iam::123456789012:user/${claims.sub} is not authorized to perform: sqs:ListQueues on resource: arn:aws:sqs:eu-central-1:123456789012: because no identity-based policy allows the sqs:ListQueues action`
    const body = { __type: 'com.amazonaws.sqs#AccessDeniedException', Message }
    const requestId = powers.newId()
    return c.json(body, 403, { 'x-amzn-requestid': requestId, 'x-amzn-errortype': 'AccessDeniedException' })
  })

  app.all('/tls/partner', (c) =>
    c.body(IIS_CERTIFICATE_PAGE, 403, { 'content-type': 'text/html; charset=utf-8', server: 'Microsoft-IIS/10.0' }),
  )

  // Two refusals in a row: the gateway's for a bad token, the application's for a good one.
  app.get('/stacked/statements', async (c) => {
    const caller = await powers.readCaller(c)
    if (caller.kind === 'bad-token') {
      const text = caller.fault === 'expired' ? 'Jwt is expired' : 'Jwt verification fails'
      return c.body(text, 403, { 'content-type': 'text/plain', server: 'envoy' })
    }
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    if (claims.roles.includes('admin')) return c.json({ statements: [] })
    return problem(c, 403, { detail: 'Missing permission: statements:read' })
  })
  return app
}
