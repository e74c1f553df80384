/** What a curl flag does to the request. https://curl.se/docs/manpage.html */
export type CurlFlag =
  | 'method'
  | 'header'
  | 'data'
  | 'data-urlencode'
  | 'json'
  | 'user'
  | 'cookie'
  | 'agent'
  | 'referer'
  | 'bearer'
  | 'url'
  | 'get'
  | 'head'
  /** Changes nothing about who refuses; takes no value. */
  | 'quiet'
  /** Cannot be honoured here and may matter: told to the person. `-value` ones take a value. */
  | 'ignored'
  | 'ignored-value'
  | 'refused'

const LONG: Readonly<Record<string, CurlFlag>> = {
  request: 'method',
  header: 'header',
  data: 'data',
  'data-raw': 'data',
  'data-ascii': 'data',
  'data-binary': 'data',
  'data-urlencode': 'data-urlencode',
  json: 'json',
  user: 'user',
  cookie: 'cookie',
  'user-agent': 'agent',
  referer: 'referer',
  'oauth2-bearer': 'bearer',
  url: 'url',
  get: 'get',
  head: 'head',
  silent: 'quiet',
  'show-error': 'quiet',
  verbose: 'quiet',
  include: 'quiet',
  'show-headers': 'quiet',
  location: 'quiet',
  compressed: 'quiet',
  fail: 'quiet',
  globoff: 'quiet',
  'no-buffer': 'quiet',
  'progress-bar': 'quiet',
  basic: 'quiet',
  'fail-with-body': 'quiet',
  http1: 'quiet',
  'http1.1': 'quiet',
  http2: 'quiet',
  'http2-prior-knowledge': 'quiet',
  http3: 'quiet',
  ipv4: 'ignored',
  ipv6: 'ignored',
  insecure: 'ignored',
  'location-trusted': 'ignored',
  digest: 'ignored',
  ntlm: 'ignored',
  negotiate: 'ignored',
  anyauth: 'ignored',
  netrc: 'ignored',
  'path-as-is': 'ignored',
  form: 'refused',
  'form-string': 'refused',
  'upload-file': 'refused',
  config: 'refused',
}

/** Long flags whose value must be stepped over. */
const WITH_VALUE =
  'output write-out max-time connect-timeout retry retry-delay retry-max-time proxy proxy-user proxy-header cacert capath cert cert-type key key-type pass ciphers tls-max resolve connect-to interface cookie-jar dump-header limit-rate range max-redirs stderr trace trace-ascii aws-sigv4 unix-socket dns-servers noproxy socks5 socks5-hostname socks4 preproxy speed-limit speed-time keepalive-time doh-url request-target url-query variable expand-data netrc-file hostpubmd5 krb local-port max-filesize proto proto-default proto-redir output-dir rate etag-save etag-compare haproxy-clientip time-cond'.split(
    ' ',
  )

const SHORT: Readonly<Record<string, string>> = {
  X: 'request',
  H: 'header',
  d: 'data',
  u: 'user',
  b: 'cookie',
  A: 'user-agent',
  e: 'referer',
  G: 'get',
  I: 'head',
  k: 'insecure',
  s: 'silent',
  S: 'show-error',
  v: 'verbose',
  i: 'include',
  L: 'location',
  f: 'fail',
  g: 'globoff',
  N: 'no-buffer',
  '#': 'progress-bar',
  '0': 'http1',
  '4': 'ipv4',
  '6': 'ipv6',
  n: 'netrc',
  F: 'form',
  T: 'upload-file',
  K: 'config',
  o: 'output',
  w: 'write-out',
  m: 'max-time',
  x: 'proxy',
  U: 'proxy-user',
  E: 'cert',
  c: 'cookie-jar',
  D: 'dump-header',
  r: 'range',
  z: 'time-cond',
  y: 'speed-time',
  Y: 'speed-limit',
}

const TAKES_VALUE: ReadonlySet<CurlFlag> = new Set<CurlFlag>([
  'method',
  'header',
  'data',
  'data-urlencode',
  'json',
  'user',
  'cookie',
  'agent',
  'referer',
  'bearer',
  'url',
  'ignored-value',
  'refused',
])

/** What a long flag (without `--`) means; unknown ones are ignored and told. */
export function longFlag(name: string): CurlFlag {
  if (WITH_VALUE.includes(name)) return 'ignored-value'
  return Object.hasOwn(LONG, name) ? (LONG[name] ?? 'ignored') : 'ignored'
}

/** The long name of a short flag, if curl has it. */
export function longNameOf(letter: string): string | undefined {
  return Object.hasOwn(SHORT, letter) ? SHORT[letter] : undefined
}

/** Whether the flag is followed by a value. */
export function takesValue(flag: CurlFlag): boolean {
  return TAKES_VALUE.has(flag)
}
