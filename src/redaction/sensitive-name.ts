const SECRET =
  /passw(?:or)?d|passphrase|^pwd$|secret|token|api_?key|access_?key|private_?key|subscription_?key|functions_?key|credential|authorization|cookie|signature|^x?_?sig$|jwt|assertion|saml_?(?:response|request)|bearer|csrf|xsrf|sess(?:ion)?_?(?:id|key)|^(?:x_)?session$|(?:^|_)s_?id$|^dpop$|^auth$|^otp$|^(?:user_|db_)?pass(?:code)?$|^pin(?:_code)?$|otp_?code|(?:master|consumer|app(?:lication)?|auth|encryption|signing|shared|storage|licen[cs]e|webhook|account)_?key$/

/** A name that speaks about a secret but holds none: `token_type`, `password_expires_at`, `csrf_failed`. */
const ABOUT_SECRET =
  /_?(?:type|use|endpoint|ur[il]|expire[sd]?|expires?_?(?:in|at|on)|expiry|lifetime|ttl|names?|count|limit|polic(?:y|ies)|hint|required|status|errors?|valid|invalid|missing|issuer|format|age|failed|failure|reason|scopes?|input|date|method|version|algorithm|alg|headers?|description|code|length)$/

const CREDENTIAL_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key', 'api-key', 'apikey', 'dpop'])

/** What header fields hold credentials besides: `X-Auth-Key` (Cloudflare), `DD-APPLICATION-KEY`, `X-ZUMO-AUTH`, and whatever is called so. */
const SECRET_HEADER =
  /(?:^|_)(?:(?<!(?:cache|surrogate|idempotency|websocket|routing|partition|limit)_)key|auth|authentication|pass|passcode|pin|otp|mfa_code|access_code|ticket|hmac|sign|nonce|crumb)$/

const NOT_SECRET_HEADERS = new Set(['www-authenticate', 'proxy-authenticate', 'authentication-info'])

/** Names of query parameters that are secret in a URL only: OAuth codes, signed URLs (AWS, Google, Azure, CloudFront, Akamai, Cloudflare), CAS tickets, API keys. */
const SECRET_IN_URL = new Set([
  'key',
  'code',
  'sig',
  'hmac',
  'policy',
  'x_amz_credential',
  'x_goog_credential',
  'awsaccesskeyid',
  'googleaccessid',
  'pw',
  'ticket',
  'verify',
  'magic',
  'sas',
  'hdnea',
  'hdnts',
  'samlart',
  'device_code',
  'passcode',
  'otp_code',
  'code_verifier',
  'id_token_hint',
])

function normalised(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
}

/** Whether a field of this name (JSON key, form field, cookie, variable) holds a secret, in any of the usual spellings. */
export function isSensitiveName(name: string): boolean {
  const plain = normalised(name)
  return SECRET.test(plain) && !ABOUT_SECRET.test(plain)
}

/** Whether a query parameter of this name holds a secret. Expiry times of signed URLs stay: they prove a denial. */
export function isSensitiveParameter(name: string): boolean {
  return isSensitiveName(name) || SECRET_IN_URL.has(normalised(name))
}

/** Whether a header field of this name holds a secret; `WWW-Authenticate` and its kin never do. */
export function isSensitiveHeader(name: string): boolean {
  const lower = name.toLowerCase()
  return (
    !NOT_SECRET_HEADERS.has(lower) && (CREDENTIAL_HEADERS.has(lower) || SECRET_HEADER.test(normalised(lower)) || isSensitiveName(lower))
  )
}

/** Whether a request header of this name says who asks: what `anonymous` leaves out and a named identity replaces. */
export function isCredentialHeader(name: string): boolean {
  const lower = name.toLowerCase()
  if (/csrf|xsrf/.test(lower)) return false
  return isSensitiveHeader(lower) && lower !== 'set-cookie'
}
