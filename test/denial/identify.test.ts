import { describe, expect, test } from 'vitest'
import { identify } from '../../src/denial/identify.ts'
import { SIGNATURES } from '../../src/denial/signature-registry.ts'
import type { Exchange } from '../../src/exchange.ts'
import { exchangeOf } from './exchange-of.ts'

const CSRF_PAGE = '<h1>Forbidden</h1><p>CSRF verification failed. Request aborted.</p>'

describe('the innermost party that refused is the answer', () => {
  test('an edge that carries the refusal of an application is on the way, and no more', () => {
    const denial = identify([
      exchangeOf({ status: 403, headers: { server: 'cloudflare', 'cf-ray': '8f00aa11bb22cc33-FRA' }, body: CSRF_PAGE }),
    ])

    expect(denial).toMatchObject({ layer: 'application', product: 'django', via: [{ layer: 'cdn', product: 'cloudflare' }] })
  })

  test('who carried an answer is told from the edge inwards, each once', () => {
    const headers = {
      'cf-ray': '8f00aa11bb22cc33-FRA',
      'x-cache': 'Error from cloudfront',
      via: '1.1 abc.cloudfront.net (CloudFront)',
      server: 'nginx',
    }

    expect(identify([exchangeOf({ status: 403, headers, body: CSRF_PAGE })]).via.map(({ product }) => product)).toEqual([
      'cloudflare',
      'cloudfront',
      'nginx',
    ])
  })

  test('who refused is not listed as a carrier of its own refusal', () => {
    const page = '<html><center><h1>403 Forbidden</h1></center><hr><center>nginx/1.27.3</center></html>'

    expect(identify([exchangeOf({ status: 403, headers: { server: 'nginx/1.27.3' }, body: page })])).toMatchObject({
      product: 'nginx',
      via: [],
    })
  })

  test('an edge that refuses by its own page is the answer, whatever stands behind it', () => {
    const headers = { server: 'cloudflare', 'x-powered-by': 'PHP/8.3' }

    expect(identify([exchangeOf({ status: 403, headers, body: 'error code: 1020' })])).toMatchObject({
      layer: 'waf',
      product: 'cloudflare',
      rule: '1020',
    })
  })
})

describe('generic text is no evidence', () => {
  test.each([
    ['a bare word', { status: 403, body: 'Forbidden' }],
    ['nothing at all', { status: 403 }],
    ['JSON that anybody writes', { status: 403, headers: { server: 'nginx' }, body: '{"error":"Forbidden"}' }],
    ['a page that anybody writes', { status: 403, headers: { 'cf-ray': 'x' }, body: '<h1>403 Forbidden</h1><p>Access is denied.</p>' }],
    ['a name in a link', { status: 403, body: '<p>Ask the <a href="/help">help desk</a> about Cloudflare and nginx.</p>' }],
  ])('%s leaves the product unknown', (_, example) => {
    const denial = identify([exchangeOf(example)])

    expect(denial).toMatchObject({ verdict: 'denied', product: 'unknown' })
    expect(denial.confidence).toBeLessThan(0.6)
  })

  test('the server header of a carrier accuses nobody', () => {
    const denial = identify([
      exchangeOf({ status: 403, headers: { server: 'nginx' }, body: '{"error":"plan_required","message":"Upgrade your plan"}' }),
    ])

    expect(denial).toMatchObject({ layer: 'application', product: 'unknown', cause: 'feature-gate', via: [{ product: 'nginx' }] })
  })
})

describe('the verdict tells refusals from what looks like them', () => {
  test.each([
    ['a success', { status: 200, body: '{"orders":[]}' }, 'allowed'],
    ['a page that talks about forbidden things', { status: 200, body: '<h1>What does 403 Forbidden mean?</h1>' }, 'allowed'],
    ['a missing login', { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }, 'not-authenticated'],
    ['a limiter', { status: 429 }, 'rate-limited'],
    [
      'a limiter that says 403',
      { status: 403, headers: { 'x-ratelimit-remaining': '0' }, body: '{"message":"rate limit exceeded"}' },
      'rate-limited',
    ],
    ['a challenge', { status: 403, headers: { 'cf-mitigated': 'challenge' } }, 'challenged'],
    ['nothing there', { status: 404 }, 'not-found'],
    ['a wrong method', { status: 405 }, 'denied'],
    ['a faulty request', { status: 422, body: '{"error":"name is required"}' }, 'error'],
    ['a failure', { status: 502 }, 'error'],
    ['a redirect elsewhere', { status: 302, headers: { location: 'https://api.example/orders/' } }, 'allowed'],
    ['a redirect to a login', { status: 302, headers: { location: '/login?next=/orders' } }, 'redirected-to-login'],
    ['legal reasons', { status: 451 }, 'denied'],
    [
      'a block page under 200',
      {
        status: 200,
        body: 'The requested URL was rejected. Please consult with your administrator. Your support ID is: 12345678901234567890',
      },
      'disguised',
    ],
  ])('%s', (_, example, verdict) => {
    expect(identify([exchangeOf(example)]).verdict).toBe(verdict)
  })

  test('a login page that was asked for itself is no refusal', () => {
    const example = { status: 302, headers: { location: 'https://api.example/login/' }, url: 'https://api.example/login' }

    expect(identify([exchangeOf(example)]).verdict).toBe('allowed')
  })

  test('a redirect to a login that was followed is still told by its hop', () => {
    const hops = [
      { url: 'https://api.example/orders', status: 302, location: 'https://team.cloudflareaccess.com/cdn-cgi/access/login/api.example' },
    ]

    expect(identify([{ ...exchangeOf({ status: 200, body: '<form>' }), hops }])).toMatchObject({
      verdict: 'redirected-to-login',
      layer: 'auth-proxy',
      product: 'cloudflare-access',
    })
  })

  test('no answer is no refusal', () => {
    const failed: Exchange = { ...exchangeOf({ status: 403 }), response: null, failure: { kind: 'timeout', message: 'no answer in 10 s' } }

    expect(identify([failed])).toMatchObject({ verdict: 'unreachable', layer: 'unknown', confidence: 0 })
    expect(identify([])).toMatchObject({ verdict: 'allowed', layer: 'unknown', confidence: 0 })
  })
})

describe('a page that passes is no refusal', () => {
  const names = [...new Set(SIGNATURES.map(({ product }) => product))]

  test('although it mentions every product there is', () => {
    const body = `<h1>Whom we know</h1><p>${names.join(', ')}</p><p>${names.join(', ').replaceAll('-', ' ')}</p>`

    expect(identify([exchangeOf({ status: 200, body })])).toMatchObject({ verdict: 'allowed', product: 'unknown' })
  })

  test.each([
    [
      'the script of a bot manager',
      { status: 200, body: '<script src="/_Incapsula_Resource?a=1"></script><script src="/TSPD/08?type=1"></script><h1>Shop</h1>' },
    ],
    [
      'a captcha in its form',
      { status: 200, body: '<form>Verify you are human<div class="cf-turnstile"></div><div class="g-recaptcha"></div></form>' },
    ],
    [
      'the integration of a firewall',
      { status: 200, body: '<script src="https://a.token.awswaf.com/challenge.js"></script><script>AwsWafIntegration</script>' },
    ],
    [
      'the headers of who carried it',
      { status: 200, headers: { server: 'ddos-guard', 'x-datadome': 'protected', 'set-cookie': 'FORTIWAFSID=a', via: 'NS-CACHE-10.0' } },
    ],
    [
      'words about captchas and firewalls',
      { status: 200, body: '<p>Your request was blocked by a firewall? Solve the captcha, check your permissions and the rate limit.</p>' },
    ],
  ])('although it holds %s', (_, example) => {
    expect(identify([exchangeOf(example)])).toMatchObject({ verdict: 'allowed', product: 'unknown' })
  })
})

test.each([
  ['ddos-guard', { server: 'ddos-guard' }],
  ['datadome', { 'x-datadome': 'protected' }],
  ['citrix-netscaler', { via: 'NS-CACHE-10.0: 1' }],
  ['fortiweb', { 'set-cookie': 'FORTIWAFSID=a' }],
])('a refusal that came through %s is not laid at its door', (product, headers) => {
  const denial = identify([exchangeOf({ status: 403, headers, body: '{"error":"missing permission orders:read"}' })])

  expect(denial).toMatchObject({ product: 'unknown', layer: 'application', via: [{ product }] })
})

describe('several exchanges', () => {
  const refused = { status: 403, body: '{"error":"forbidden"}' }
  const passed = { status: 200, body: '{"orders":[]}' }

  test('that an admin passes the same request speaks for a missing permission', () => {
    const denial = identify([exchangeOf(refused, 'member'), exchangeOf({ status: 401 }, 'anonymous'), exchangeOf(passed, 'admin')])

    expect(denial).toMatchObject({ verdict: 'denied', cause: 'insufficient-permissions' })
    expect(denial.evidence).toContainEqual(expect.objectContaining({ exchange: 2, text: 'GET as admin: 200' }))
  })

  test('that the anonymous pass speaks against the credentials', () => {
    expect(identify([exchangeOf(refused, 'member'), exchangeOf(passed, 'anonymous')]).cause).toBe('invalid-token')
  })

  test('that everybody is refused with the same words speaks for a rule about no person', () => {
    const { causes } = identify([exchangeOf(refused, 'member'), exchangeOf(refused, 'anonymous'), exchangeOf(refused, 'admin')])

    expect(causes.map(({ cause }) => cause)).toContain('server-directive')
    expect(causes.map(({ cause }) => cause)).not.toContain('insufficient-permissions')
  })

  test('the subject is who asked first, and its own refusal is explained', () => {
    const denial = identify([exchangeOf(passed, 'admin'), exchangeOf({ status: 403, body: CSRF_PAGE }, 'member')])

    expect(denial).toMatchObject({ verdict: 'allowed', product: 'unknown' })
  })

  test('a 404 for the subject that another identity passes is a refusal in disguise', () => {
    const hidden = exchangeOf({ status: 404, body: '{"error":"not found"}' }, 'member')

    expect(identify([hidden, exchangeOf(passed, 'admin')])).toMatchObject({ verdict: 'disguised', cause: 'insufficient-permissions' })
    expect(identify([hidden, exchangeOf({ status: 404 }, 'admin')]).verdict).toBe('not-found')
  })

  test('that another spelling of the path passes speaks for the path', () => {
    const denial = identify([exchangeOf(refused, 'member'), exchangeOf({ ...passed, url: 'https://api.example/orders/' }, 'member')])

    expect(denial.cause).toBe('method-or-path')
  })

  test('what was not sent for want of approval hides nothing that came back', () => {
    const waiting: Exchange = {
      ...exchangeOf({ status: 403, method: 'POST' }, 'member'),
      response: null,
      failure: { kind: 'needs-approval', message: 'nobody has approved POST' },
    }

    expect(identify([waiting, exchangeOf({ status: 403, body: CSRF_PAGE }, 'member')])).toMatchObject({
      verdict: 'denied',
      product: 'django',
    })
  })
})
