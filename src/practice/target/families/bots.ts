import { Hono } from 'hono'
import type { TargetPowers } from '../target-powers.ts'

const CHALLENGE_PAGE = `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow"></head><body><div class="main-wrapper" role="main"><div class="main-content"><noscript><div class="h2"><span id="challenge-error-text">Enable JavaScript and cookies to continue</span></div></noscript></div></div><script>window._cf_chl_opt = {cvId: '3', cType: 'managed'};</script></body></html>`

/** A bot manager that wants a browser. https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/ */
export function botRoutes({ newId }: TargetPowers): Hono {
  const app = new Hono()
  app.all('/bots/prices', (c) => {
    const ray = newId().replaceAll('-', '').slice(0, 16)
    return c.body(CHALLENGE_PAGE, 403, {
      'content-type': 'text/html; charset=UTF-8',
      server: 'cloudflare',
      'cf-ray': `${ray}-FRA`,
      'cf-mitigated': 'challenge',
      'cache-control': 'private, max-age=0, no-store, no-cache, must-revalidate',
    })
  })
  return app
}
