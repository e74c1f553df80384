import { REDACTED } from './redacted.ts'
import { isHarmless } from './secret-value.ts'

function redactCookies(value: string): string {
  return value
    .split(';')
    .map((pair) => {
      const [name, ...rest] = pair.split('=')
      if (rest.length === 0) return isHarmless(pair) ? pair : ` ${REDACTED}`
      return rest.join('=').trim() === '' ? pair : `${name}=${REDACTED}`
    })
    .join(';')
    .trimStart()
}

/** The first pair of a Set-Cookie is the secret; its attributes (RFC 6265, section 4.1) prove session problems and stay. */
function redactSetCookie(value: string): string {
  const end = value.indexOf(';')
  const pair = end < 0 ? value : value.slice(0, end)
  return `${redactCookies(pair)}${end < 0 ? '' : value.slice(end)}`
}

/** The value of a header that holds a secret, with what is no secret in it: scheme, cookie names and attributes, plain words. */
export function redactHeaderValue(name: string, value: string): string {
  const lower = name.toLowerCase()
  if (isHarmless(value)) return value
  if (lower === 'cookie') return redactCookies(value)
  if (lower === 'set-cookie') return redactSetCookie(value)
  const scheme = /^\s*([A-Za-z][\w-]*)[ \t]+\S/.exec(value)?.[1]
  return scheme && /authorization$/.test(lower) ? `${scheme} ${REDACTED}` : REDACTED
}
