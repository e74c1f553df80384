/** Where a framework hands out a token on request, and where in the answer it is: a JSON field, the whole text, or as on any page. */
export type CsrfEndpoint = { path: string; read: { json: string } | 'text' | 'page' }

/**
 * How one framework guards against CSRF: the names under which it hands out its token, and the header and field that take it
 * back. `says` are its words in a refusal, `sets` cookies that show it without a token. `encoded`: the cookie's value is
 * percent-encoded, the header wants it plain. `echoes`: the header must equal the cookie (double submit). `isRead`: the page's
 * script reads the cookie, so it must not be HttpOnly.
 */
export type CsrfRecipe = {
  framework: string
  header?: string
  field?: string
  cookie?: RegExp
  meta?: RegExp
  input?: RegExp
  sets?: RegExp
  says?: RegExp
  endpoints?: readonly CsrfEndpoint[]
  encoded?: true
  echoes?: true
  isRead?: true
  source: string
}

/** The first that fits wins: peculiar names first, names that many share last. */
export const CSRF_RECIPES: readonly CsrfRecipe[] = [
  {
    framework: 'Django',
    header: 'x-csrftoken',
    field: 'csrfmiddlewaretoken',
    cookie: /^csrftoken$/,
    isRead: true,
    input: /^csrfmiddlewaretoken$/,
    says: /csrf verification failed|csrf failed:|csrf cookie not set/i,
    source: 'https://docs.djangoproject.com/en/stable/howto/csrf/',
  },
  {
    framework: 'Rails',
    header: 'x-csrf-token',
    field: 'authenticity_token',
    input: /^authenticity_token$/,
    sets: /^_(?!forum_)\w+_session$/,
    says: /invalidauthenticitytoken|can't verify csrf token authenticity|authenticity token/i,
    source: 'https://guides.rubyonrails.org/security.html#cross-site-request-forgery-csrf',
  },
  {
    framework: 'ASP.NET',
    header: 'requestverificationtoken',
    field: '__RequestVerificationToken',
    input: /^__requestverificationtoken$/i,
    sets: /^\.aspnetcore\.antiforgery|^__requestverificationtoken/i,
    says: /anti-?forgery/i,
    source: 'https://learn.microsoft.com/aspnet/core/security/anti-request-forgery',
  },
  {
    framework: 'Angular or Axios',
    header: 'x-xsrf-token',
    cookie: /^XSRF-TOKEN$/,
    isRead: true,
    encoded: true,
    echoes: true,
    source: 'https://angular.dev/best-practices/security#httpclient-xsrf-csrf-security',
  },
  {
    framework: 'Laravel',
    header: 'x-xsrf-token',
    field: '_token',
    cookie: /^XSRF-TOKEN$/,
    isRead: true,
    sets: /^[a-z0-9]\w*_session$/,
    says: /csrf token mismatch|page expired/i,
    endpoints: [{ path: '/sanctum/csrf-cookie', read: 'page' }],
    encoded: true,
    source: 'https://laravel.com/docs/csrf#csrf-x-xsrf-token',
  },
  {
    framework: 'WordPress',
    header: 'x-wp-nonce',
    field: '_wpnonce',
    input: /^_wpnonce$/,
    sets: /^wordpress_(?:logged_in|sec|test_cookie)/,
    says: /rest_cookie_invalid_nonce|cookie check failed/i,
    endpoints: [{ path: '/wp-admin/admin-ajax.php?action=rest-nonce', read: 'text' }],
    source: 'https://developer.wordpress.org/rest-api/using-the-rest-api/authentication/#cookie-authentication',
  },
  {
    framework: 'Drupal',
    header: 'x-csrf-token',
    sets: /^S?SESS[0-9a-f]{32}$/,
    says: /x-csrf-token request header is (?:missing|invalid)/i,
    endpoints: [{ path: '/session/token', read: 'text' }],
    source: 'https://www.drupal.org/node/2772399',
  },
  {
    framework: 'Discourse',
    header: 'x-csrf-token',
    sets: /^_forum_session$/,
    says: /bad csrf/i,
    endpoints: [{ path: '/session/csrf.json', read: { json: 'csrf' } }],
    source: 'https://meta.discourse.org/t/-/22706',
  },
  {
    framework: 'Jenkins',
    header: 'jenkins-crumb',
    sets: /^JSESSIONID\.[0-9a-f]{8}$/,
    says: /no valid crumb/i,
    endpoints: [{ path: '/crumbIssuer/api/json', read: { json: 'crumb' } }],
    source: 'https://www.jenkins.io/doc/book/security/csrf-protection/',
  },
  {
    framework: 'SAP Gateway',
    header: 'x-csrf-token',
    sets: /^SAP_SESSIONID_/,
    says: /csrf token validation failed/i,
    source: 'https://help.sap.com/docs/SAP_NETWEAVER_AS_ABAP_752/68bf513362174d54b58cddec28794093/b35c22518bc72214e10000000a44176d.html',
  },
  {
    framework: 'Play',
    header: 'csrf-token',
    field: 'csrfToken',
    input: /^csrfToken$/,
    says: /no csrf token found in headers|unauthorized: csrf/i,
    source: 'https://www.playframework.com/documentation/latest/ScalaCsrf',
  },
  {
    framework: 'Tornado',
    header: 'x-xsrftoken',
    field: '_xsrf',
    cookie: /^_xsrf$/,
    isRead: true,
    input: /^_xsrf$/,
    says: /'_xsrf' argument missing|xsrf cookie does not match/i,
    source: 'https://www.tornadoweb.org/en/stable/guide/security.html#cross-site-request-forgery-protection',
  },
  {
    framework: 'CakePHP',
    header: 'x-csrf-token',
    field: '_csrfToken',
    cookie: /^csrfToken$/,
    input: /^_csrfToken$/,
    says: /missing or incorrect csrf cookie type|csrf token from either the request body/i,
    source: 'https://book.cakephp.org/5/en/security/csrf.html',
  },
  {
    framework: 'gorilla/csrf',
    header: 'x-csrf-token',
    field: 'gorilla.csrf.Token',
    input: /^gorilla\.csrf\.token$/i,
    sets: /^_gorilla_csrf$/,
    says: /forbidden - (?:csrf token|referer|origin)/i,
    source: 'https://github.com/gorilla/csrf#readme',
  },
  {
    framework: 'Fiber',
    header: 'x-csrf-token',
    cookie: /^(?:__Host-)?csrf_$/,
    echoes: true,
    source: 'https://docs.gofiber.io/api/middleware/csrf',
  },
  {
    framework: 'Phoenix',
    header: 'x-csrf-token',
    field: '_csrf_token',
    sets: /^_\w+_key$/,
    says: /invalidcsrftokenerror/i,
    source: 'https://hexdocs.pm/plug/Plug.CSRFProtection.html',
  },
  {
    framework: 'Spring Security',
    header: 'x-csrf-token',
    field: '_csrf',
    meta: /^_csrf$/,
    sets: /^JSESSIONID$/,
    says: /could not verify the provided csrf token|invalid csrf token '/i,
    source: 'https://docs.spring.io/spring-security/reference/servlet/exploits/csrf.html',
  },
  {
    framework: 'Symfony',
    header: 'csrf-token',
    field: '_token',
    input: /^(?:\w+\[)?_token\]?$|^_csrf_token$/,
    says: /the csrf token is invalid/i,
    source: 'https://symfony.com/doc/current/security/csrf.html',
  },
  {
    framework: 'Flask-WTF',
    header: 'x-csrftoken',
    field: 'csrf_token',
    input: /^csrf_token$/,
    says: /the csrf (?:session )?token (?:is missing|has expired|is invalid)|the csrf tokens do not match/i,
    source: 'https://flask-wtf.readthedocs.io/en/latest/csrf/',
  },
  {
    framework: 'Yii',
    header: 'x-csrf-token',
    field: '_csrf',
    says: /unable to verify your data submission/i,
    source: 'https://www.yiiframework.com/doc/guide/2.0/en/security-best-practices#avoiding-csrf',
  },
  {
    framework: 'Fastify',
    header: 'csrf-token',
    field: '_csrf',
    says: /fst_csrf/i,
    source: 'https://github.com/fastify/csrf-protection#readme',
  },
  {
    framework: 'Express',
    header: 'x-csrf-token',
    field: '_csrf',
    cookie: /^(?:__Host-psifi\.)?x-csrf-token$/,
    input: /^_csrf$/,
    sets: /^connect\.sid$|^_csrf$/,
    says: /ebadcsrftoken|invalid csrf token|csrf token (?:missing|mismatch)/i,
    source: 'https://github.com/Psifi-Solutions/csrf-csrf#readme',
  },
]
