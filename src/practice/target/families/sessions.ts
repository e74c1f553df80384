import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { problem, signedIn } from '../app-answer.ts'
import { SESSION_COOKIE } from '../practice-sessions.ts'
import { TARGET_PATH, type TargetPowers } from '../target-powers.ts'

// What Django answers to a form without its token. https://docs.djangoproject.com/en/5.2/ref/csrf/
const DJANGO_CSRF_PAGE = `<!DOCTYPE html>
<html lang="en">
<head>
  <meta http-equiv="content-type" content="text/html; charset=utf-8">
  <meta name="robots" content="NONE,NOARCHIVE">
  <title>403 Forbidden</title>
</head>
<body>
<div id="summary">
  <h1>Forbidden <span>(403)</span></h1>
  <p>CSRF verification failed. Request aborted.</p>
  <p>You are seeing this message because this site requires a CSRF cookie when submitting forms. This cookie is required for security reasons, to ensure that your browser is not being hijacked by third parties.</p>
</div>
</body>
</html>
`

/** Browser sessions: one that is too old, and a form that wants its CSRF token back. */
export function sessionRoutes(powers: TargetPowers): Hono {
  const app = new Hono()

  app.get('/session/profile', async (c) => {
    const caller = await powers.readCaller(c)
    if (caller.kind === 'known') return c.json({ profile: caller.claims.sub })
    if (caller.kind !== 'bad-session') return problem(c, 401, { detail: 'Sign in first.' })
    setCookie(c, SESSION_COOKIE, '', { path: TARGET_PATH, maxAge: 0, httpOnly: true, sameSite: 'Lax' })
    return problem(c, 403, { type: 'session-expired', detail: 'Your session has expired. Sign in again.' })
  })

  app.get('/session/cart', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    const caller = await powers.readCaller(c)
    const csrf = caller.kind === 'known' ? caller.session?.csrf : undefined
    if (csrf) setCookie(c, 'csrftoken', csrf, { path: TARGET_PATH, sameSite: 'Lax', maxAge: 31_449_600 })
    return c.html(`<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="${csrf ?? ''}"></form>`)
  })

  app.post('/session/cart', async (c) => {
    const caller = await powers.readCaller(c)
    if (caller.kind === 'known' && caller.session && c.req.header('x-csrftoken') === caller.session.csrf) return c.json({ cart: 'saved' })
    return c.body(DJANGO_CSRF_PAGE, 403, { 'content-type': 'text/html; charset=utf-8', server: 'gunicorn', 'x-frame-options': 'DENY' })
  })
  return app
}
