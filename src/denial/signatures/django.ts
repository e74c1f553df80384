import type { Signature } from '../signature.ts'

/** Django's CSRF and 403 pages, Django REST framework. */
export const django: readonly Signature[] = [
  {
    id: 'django/csrf',
    product: 'django',
    layer: 'application',
    confidence: 0.95,
    any: [{ body: 'csrf verification failed. request aborted' }, { body: 'forms via https require a', match: /referer header/i }],
    means: "Django's CSRF middleware refused the form",
    causes: { 'session-state': 0.95 },
    rule: [
      { body: /(Origin checking failed - \S+ does not match any trusted origins)/i },
      { body: /Reason given for failure: ?(?:<[^<>]{1,20}> ?){0,2}([^<]{3,120})/i },
    ],
    source: 'https://docs.djangoproject.com/en/stable/ref/csrf/',
    examples: [
      {
        status: 403,
        body: '<h1>Forbidden <span>(403)</span></h1><p>CSRF verification failed. Request aborted.</p><pre>CSRF cookie not set.</pre>',
        cause: 'session-state',
      },
      {
        status: 403,
        body: '<p>CSRF verification failed. Request aborted.</p><p>Reason given for failure:</p><pre>Origin checking failed - https://a.example does not match any trusted origins.</pre>',
        cause: 'session-state',
        rule: 'Origin checking failed - https://a.example does not match any trusted origins',
      },
    ],
  },
  {
    id: 'django/host',
    product: 'django',
    layer: 'application',
    confidence: 0.9,
    statuses: [400, 403],
    any: [{ body: 'disallowedhost at' }, { body: 'invalid http_host header' }],
    verdict: 'denied',
    means: "Django's ALLOWED_HOSTS does not hold this host name",
    causes: { 'server-directive': 0.8, 'method-or-path': 0.4 },
    rule: [{ says: 'ALLOWED_HOSTS' }],
    source: 'https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts',
    examples: [
      {
        status: 400,
        body: '<h1>DisallowedHost at /</h1><pre>Invalid HTTP_HOST header</pre>',
        cause: 'server-directive',
        rule: 'ALLOWED_HOSTS',
      },
    ],
  },
  {
    id: 'django/rest-framework',
    product: 'django-rest-framework',
    layer: 'application',
    confidence: 0.88,
    any: [
      { json: 'detail', is: 'you do not have permission to perform this action.' },
      { json: 'detail', is: 'authentication credentials were not provided.' },
      { json: 'detail', has: 'csrf failed:' },
      { json: 'detail', is: 'invalid token.' },
      { json: 'detail', is: 'incorrect authentication credentials.' },
      { json: 'detail', has: 'request was throttled. expected available in' },
      { json: 'detail', is: 'invalid username/password.' },
      { json: 'detail', is: 'user inactive or deleted.' },
      { json: 'detail', is: 'given token not valid for any token type' },
    ],
    means: 'The words of Django REST framework: a permission or authentication class refused',
    causes: { 'insufficient-permissions': 0.85 },
    cases: [
      {
        when: { json: 'detail', has: 'csrf failed' },
        causes: { 'session-state': 0.95 },
        means: 'SessionAuthentication wants a CSRF token',
      },
      { when: { json: 'detail', has: 'throttled' }, causes: { 'rate-limit': 0.95 }, means: 'A throttle class refused' },
      { when: { json: 'detail', has: 'permission' }, causes: { 'insufficient-permissions': 0.88 } },
      {
        when: { json: 'detail', has: 'not provided' },
        causes: { 'invalid-token': 0.9 },
        means: 'No credentials that an authentication class knows',
      },
      { when: { json: 'detail', has: '' }, causes: { 'invalid-token': 0.9 } },
    ],
    source: 'https://www.django-rest-framework.org/api-guide/exceptions/',
    examples: [
      { status: 403, body: '{"detail":"You do not have permission to perform this action."}', cause: 'insufficient-permissions' },
      { status: 403, body: '{"detail":"CSRF Failed: CSRF cookie not set."}', cause: 'session-state' },
      { status: 403, body: '{"detail":"Authentication credentials were not provided."}', cause: 'invalid-token' },
    ],
  },
]
