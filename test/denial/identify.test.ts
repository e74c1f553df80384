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
      server: 'nginx',
      'x-cache': 'Error from cloudfront',
      via: '1.1 abc.cloudfront.net (CloudFront)',
      'cf-ray': '8f00aa11bb22cc33-FRA',
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

describe('why is told by the words', () => {
  test.each([
    ['an expired signed address', { status: 403, body: 'URL signature expired' }, 'resource-rule'],
    ['a missing client certificate', { status: 400, body: 'No required SSL certificate was sent' }, 'client-certificate'],
    ['a host name that is not served', { status: 421 }, 'method-or-path'],
    ['a host header that is not allowed', { status: 403, body: 'Host header not on our list' }, 'server-directive'],
    ['a scope in the middle of a sentence', { status: 403, body: '{"error":"Your token is outside the authorized scopes"}' }, 'api-scope'],
    [
      'a scope of a cluster is no scope of a token',
      { status: 403, body: 'cannot list nodes at the cluster scope' },
      'insufficient-permissions',
    ],
    ['an owner', { status: 403, body: '{"detail":"The order was not created by this customer"}' }, 'resource-rule'],
    ['a tenant', { status: 403, body: '{"error":"Tenant mismatch"}' }, 'tenancy'],
    ['a maintenance', { status: 403, body: 'The shop is in maintenance mode' }, 'server-directive'],
    ['a signature', { status: 403, body: '{"error":"The signature does not match"}' }, 'invalid-token'],
    ['a country, in French', { status: 403, body: 'Indisponible dans votre pays' }, 'ip-or-geo-restriction'],
    ['a permission, in Chinese', { status: 403, body: '<p>没有权限</p>' }, 'insufficient-permissions'],
    ['a session, in Chinese as JSON escapes it', { status: 403, body: '{"msg":"\\u4f1a\\u8bdd\\u5df2\\u8fc7\\u671f"}' }, 'session-state'],
    ['a session, in capital letters of German', { status: 403, body: 'SITZUNG ABGELAUFEN' }, 'session-state'],
  ])('%s', (_, example, cause) => {
    const denial = identify([exchangeOf(example)])

    expect(denial.product).toBe('unknown')
    expect(denial.cause).toBe(cause)
  })

  test('a token that is refused without a word on why is not called expired, unsigned or anything else', () => {
    const headers = { 'www-authenticate': 'Bearer realm="orders", error="invalid_token"' }
    const { causes, evidence } = identify([exchangeOf({ status: 401, headers })])

    expect(causes.map(({ cause }) => cause)).toEqual(['invalid-token'])
    expect(evidence.map(({ means }) => means).join()).not.toMatch(/signature is|signature was/i)
  })
})

describe('where no product is named, the answer may still suggest a layer', () => {
  const layerOf = (example: Parameters<typeof exchangeOf>[0]) => identify([exchangeOf(example)]).layer

  test.each([
    ['a header of a framework', { status: 403, headers: { server: 'nginx', 'x-runtime': '0.1' } }, 'application'],
    ['a session cookie', { status: 403, headers: { server: 'nginx', 'set-cookie': 'PHPSESSID=1' } }, 'application'],
    ['JSON through a web server', { status: 403, headers: { server: 'nginx' }, body: '{"ok":false,"error":"no"}' }, 'application'],
    ['the time that a service behind Envoy took', { status: 403, headers: { 'x-envoy-upstream-service-time': '3' } }, 'application'],
    [
      'an error page read from disk',
      { status: 403, headers: { etag: '"a"', 'last-modified': 'x', 'accept-ranges': 'bytes' } },
      'web-server',
    ],
    ['a page that only repeats the status', { status: 403, body: '<title>403 Forbidden</title><h1>403 Forbidden</h1>' }, 'web-server'],
    ['an empty body from a web server', { status: 403, headers: { server: 'nginx' } }, 'web-server'],
    ['a server that nobody knows', { status: 403, headers: { server: 'shopfront/1' } }, 'web-server'],
    ['a refused tunnel', { status: 403, method: 'CONNECT', url: 'http://shop.example:443' }, 'corporate-proxy'],
    ['an error in the form of a bucket', { status: 403, body: '<Error><Code>NotYours</Code></Error>' }, 'object-store'],
    ['a table', { status: 403, body: '{"message":"permission denied for relation invoices"}' }, 'database'],
    ['a grant that a login service refuses', { status: 403, body: '{"error":"invalid_grant"}' }, 'identity-provider'],
    ['a link to the documentation', { status: 403, body: '{"message":"no","documentation_url":"https://a.example/b"}' }, 'saas-api'],
    ['a page that blocks under an id', { status: 403, body: '<h1>You were blocked</h1>Incident id: 99812' }, 'waf'],
  ])('%s', (_, example, layer) => {
    const denial = identify([exchangeOf(example)])

    expect(denial).toMatchObject({ layer, product: 'unknown' })
    expect(denial.confidence).toBeLessThanOrEqual(0.7)
    expect(denial.evidence.filter(({ where }) => where !== 'status')).not.toEqual([])
  })

  test('where nothing speaks, layer and cause stay unknown', () => {
    expect(identify([exchangeOf({ status: 403 })])).toMatchObject({ layer: 'unknown', cause: 'unknown', causes: [], confidence: 0 })
  })

  test('a bare word suggests a program, and no reason is made up for it', () => {
    const denial = identify([exchangeOf({ status: 403, headers: { 'content-type': 'text/plain' }, body: 'Forbidden' })])

    expect(denial).toMatchObject({ layer: 'application', cause: 'unknown' })
    expect(denial.confidence).toBeLessThan(0.4)
  })

  test('where no reason is given, what the layer mostly refuses for is where to start, with what else it may be', () => {
    const silent = exchangeOf({ status: 403, body: '{"error":"forbidden"}' }, 'member')
    const { cause, causes } = identify([silent])

    expect(cause).toBe('insufficient-permissions')
    expect(causes.length).toBeGreaterThan(1)
    expect(causes[0]?.confidence).toBeLessThan(0.5)
    expect(identify([silent, exchangeOf({ status: 200 }, 'anonymous')]).cause).toBe('invalid-token')
  })

  test('signs that agree make it surer, one of another layer less sure', () => {
    const headers = { 'x-runtime': '0.1' }
    const sure = (more: object, body = '') => identify([exchangeOf({ status: 403, headers: { ...headers, ...more }, body })]).confidence

    expect(sure({ 'set-cookie': 'connect.sid=1' })).toBeGreaterThan(sure({}))
    expect(sure({}, '<title>403 Forbidden</title>')).toBeLessThan(sure({}))
  })

  test('the inner party refused where the words prove it, although an outer one gives the answer its form', () => {
    expect(layerOf({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' })).toBe('object-store')
    expect(layerOf({ status: 403, body: '<Error><Code>X</Code><Message>SQLSTATE 42501</Message></Error>' })).not.toBe('application')
  })

  test('a page that passes suggests nothing', () => {
    expect(layerOf({ status: 200, headers: { server: 'nginx', 'x-powered-by': 'PHP/8.3' }, body: '{"message":"hello"}' })).toBe('unknown')
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
    ['a proxy that wants a login', { status: 407, headers: { 'proxy-authenticate': 'Basic realm="out"' } }, 'not-authenticated'],
    ['a captcha', { status: 403, body: '<h1>Please solve the captcha</h1>' }, 'challenged'],
    ['a captcha under 200 that is a passing page', { status: 200, body: '<form>captcha</form>' }, 'allowed'],
    ['a signed address whose time is over', { status: 403, body: 'This download link has expired' }, 'denied'],
    ['a missing client certificate, said with 400', { status: 400, body: 'No required SSL certificate was sent' }, 'denied'],
    ['a missing client certificate, said with 496', { status: 496 }, 'denied'],
    ['a bad client certificate, said with 495', { status: 495 }, 'denied'],
    ['another host than the one that is served', { status: 421, body: 'Misdirected Request' }, 'denied'],
    ['a 404 that says itself that it is a refusal', { status: 404, body: '{"error":{"code":"access_denied"}}' }, 'disguised'],
    ['a 404 that leaves it open', { status: 404, body: '{"message":"Not found or you do not have access"}' }, 'not-found'],
    ['a 404 about permissions of files', { status: 404, body: '<p>See our page on file permissions.</p>' }, 'not-found'],
    ['a refusal in a JSON under 200', { status: 200, body: '{"code":403,"msg":"no right to do this"}' }, 'disguised'],
    ['a GraphQL refusal under 200', { status: 200, body: '{"errors":[{"extensions":{"code":"FORBIDDEN"}}]}' }, 'disguised'],
    ['a GraphQL refusal under 403', { status: 403, body: '{"errors":[{"extensions":{"code":"FORBIDDEN"}}]}' }, 'denied'],
    [
      'a page under 200 that is titled as a refusal',
      { status: 200, body: '<title>Access Denied</title><p>Reference #18.2a4b</p>' },
      'disguised',
    ],
    ['a page under 200 that is about refusals', { status: 200, body: '<title>Access denied: what now?</title>Reference #18' }, 'allowed'],
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
