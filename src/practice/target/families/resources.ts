import { Hono } from 'hono'
import { signedIn } from '../app-answer.ts'
import type { TargetPowers } from '../target-powers.ts'

const expiredXml = (expires: string, now: string, requestId: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>3600</X-Amz-Expires><Expires>${expires}</Expires><ServerTime>${now}</ServerTime><RequestId>${requestId}</RequestId><HostId>cHJhY3RpY2UgaG9zdA==</HostId></Error>`

const HOUR_MS = 3_600_000

/** A rule for one resource alone: a signed link that has run out, a document that nobody may open while its siblings open. */
export function resourceRoutes(powers: TargetPowers): Hono {
  const app = new Hono()

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
  app.get('/files/exports/:name', (c) => {
    const nowMs = powers.now().getTime()
    const expires = new Date(nowMs - HOUR_MS).toISOString()
    const requestId = powers.newId().replaceAll('-', '').slice(0, 16).toUpperCase()
    return c.body(expiredXml(expires, new Date(nowMs).toISOString(), requestId), 403, {
      'content-type': 'application/xml',
      server: 'AmazonS3',
      'x-amz-request-id': requestId,
      'x-amz-id-2': 'cHJhY3RpY2UgaG9zdA==',
    })
  })

  app.get('/documents/:name', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    return c.req.param('name') === 'contract-17' ? c.json({ message: 'Forbidden' }, 403) : c.json({ document: c.req.param('name') })
  })
  return app
}
