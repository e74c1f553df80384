import type { Signature } from '../../signature.ts'

/** Spring Boot's error JSON and Spring Security's words. */
export const spring: readonly Signature[] = [
  {
    id: 'spring/resource-server-scope',
    product: 'spring-security',
    layer: 'application',
    confidence: 0.93,
    all: [
      { scheme: 'bearer', param: 'error_description', has: 'the request requires higher privileges than provided by the access token' },
    ],
    means: "Spring Security's resource server: the token lacks a scope (authority)",
    causes: { 'api-scope': 0.95 },
    rule: [{ param: 'scope' }],
    source: 'https://docs.spring.io/spring-security/reference/servlet/oauth2/resource-server/bearer-tokens.html',
    examples: [
      {
        status: 403,
        headers: {
          'www-authenticate':
            'Bearer error="insufficient_scope", error_description="The request requires higher privileges than provided by the access token.", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
        },
        cause: 'api-scope',
      },
    ],
  },
  {
    id: 'spring/resource-server-token',
    product: 'spring-security',
    layer: 'application',
    confidence: 0.9,
    any: [
      { scheme: 'bearer', param: 'error_description', has: 'an error occurred while attempting to decode the jwt' },
      { scheme: 'bearer', param: 'error_description', has: 'jwt expired at' },
      { scheme: 'bearer', param: 'error_uri', has: 'tools.ietf.org/html/rfc6750' },
    ],
    means: "Spring Security's resource server did not accept the token",
    causes: { 'invalid-token': 0.95 },
    source: 'https://docs.spring.io/spring-security/reference/servlet/oauth2/resource-server/jwt.html',
    examples: [
      {
        status: 401,
        headers: {
          'www-authenticate':
            'Bearer error="invalid_token", error_description="Jwt expired at 2026-01-01T00:00:00Z", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
        },
        cause: 'invalid-token',
      },
    ],
  },
  {
    id: 'spring/csrf',
    product: 'spring-security',
    layer: 'application',
    confidence: 0.92,
    any: [
      { body: "invalid csrf token 'null' was found" },
      { body: 'invalid csrf token', match: /was found on the request parameter/i },
      { body: 'could not verify the provided csrf token because' },
      { body: 'expected csrf token' },
      { body: 'csrf token has been associated to this client' },
    ],
    means: "Spring Security's CSRF filter: the token is missing or belongs to another session",
    causes: { 'session-state': 0.95 },
    source: 'https://docs.spring.io/spring-security/reference/servlet/exploits/csrf.html',
    examples: [
      {
        status: 403,
        body: '{"status":403,"error":"Forbidden","message":"Invalid CSRF Token \'null\' was found on the request parameter \'_csrf\' or header \'X-XSRF-TOKEN\'.","path":"/orders"}',
        cause: 'session-state',
      },
    ],
  },
  {
    id: 'spring/security-words',
    product: 'spring-security',
    layer: 'application',
    confidence: 0.8,
    any: [
      { body: 'full authentication is required to access this resource' },
      { body: 'org.springframework.security' },
      { body: 'accessdeniedexception', match: /springframework/i },
      { json: 'error_description', is: 'access is denied' },
    ],
    means: 'Words of Spring Security',
    causes: { 'insufficient-permissions': 0.6 },
    cases: [
      {
        when: { body: 'full authentication is required' },
        causes: { 'invalid-token': 0.8 },
        means: 'Spring Security saw no login (anonymous or remember-me only)',
      },
      { when: { body: 'csrf' }, causes: { 'session-state': 0.9 } },
    ],
    source:
      'https://github.com/spring-projects/spring-security/blob/main/core/src/main/resources/org/springframework/security/messages.properties',
    examples: [
      {
        status: 401,
        body: '{"error":"unauthorized","error_description":"Full authentication is required to access this resource"}',
        cause: 'invalid-token',
      },
    ],
  },
  {
    id: 'spring/boot-error',
    product: 'spring-boot',
    layer: 'application',
    confidence: 0.85,
    all: [{ json: 'timestamp' }, { json: 'status' }, { json: 'error' }, { json: 'path' }],
    means: "Spring Boot's error JSON (timestamp, status, error, path): the application answered, mostly Spring Security in it",
    causes: { 'insufficient-permissions': 0.6, 'session-state': 0.3 },
    source: 'https://docs.spring.io/spring-boot/reference/web/servlet.html#web.servlet.spring-mvc.error-handling',
    examples: [
      {
        status: 403,
        body: '{"timestamp":"2026-11-01T10:00:00.000+00:00","status":403,"error":"Forbidden","path":"/orders/7"}',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'spring/whitelabel',
    product: 'spring-boot',
    layer: 'application',
    confidence: 0.88,
    all: [{ body: 'whitelabel error page' }],
    means: "Spring Boot's Whitelabel page: the application answered",
    causes: { 'insufficient-permissions': 0.5, 'session-state': 0.3 },
    source: 'https://docs.spring.io/spring-boot/reference/web/servlet.html',
    examples: [
      {
        status: 403,
        body: '<h1>Whitelabel Error Page</h1><div>There was an unexpected error (type=Forbidden, status=403).</div>',
        cause: 'insufficient-permissions',
      },
    ],
  },
]
