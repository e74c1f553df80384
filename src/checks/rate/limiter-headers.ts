import { type HeaderFields, headerValue } from '../../exchange.ts'

/** What limiter headers say; each field only where they say it. */
export type LimiterFacts = {
  headers: Record<string, string>
  retryAfterS?: number | undefined
  limit?: number | undefined
  remaining?: number | undefined
  windowS?: number | undefined
}

const NAMES = /^(?:retry-after|(?:x-)?rate-?limit(?:-[\w-]+)?|x-rate-limit-[\w-]+|x-app-rate-limit[\w-]*|x-throttle[\w-]*|x-quota[\w-]*)$/
/** A reset that is larger is a time since 1970, not a number of seconds. */
const EPOCH_MIN = 1_000_000_000

function wholeNumber(text: string | undefined): number | undefined {
  const digits = text === undefined ? undefined : /^\s*"?(\d{1,12})/.exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Retry-After as seconds from `now` (RFC 9110, 10.2.3: seconds or a date). */
function retryAfterOf(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined
  const seconds = wholeNumber(value)
  if (seconds !== undefined && /^\s*\d+\s*$/.test(value)) return seconds
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.round((at - now.getTime()) / 1000))
}

/** A parameter of the RateLimit fields: `limit=10, reset=5` (draft 06) or `"default";r=0;t=5` (draft 08 and later). */
function parameter(value: string | undefined, ...names: string[]): number | undefined {
  const found = names.map((name) => new RegExp(`(?:^|[;,\\s])${name}\\s*=\\s*(\\d{1,12})`, 'i').exec(value ?? '')?.[1])
  return wholeNumber(found.find((digits) => digits !== undefined))
}

/** Reads Retry-After, RateLimit and RateLimit-Policy (IETF httpapi drafts) and the X-RateLimit fields in use. */
export function limiterFacts(headers: HeaderFields, now: Date): LimiterFacts {
  const value = (name: string) => headerValue(headers, name)
  const either = (suffix: string) =>
    wholeNumber(value(`ratelimit-${suffix}`) ?? value(`x-ratelimit-${suffix}`) ?? value(`x-rate-limit-${suffix}`))
  const reset = either('reset') ?? parameter(value('ratelimit'), 'reset', 't')
  const resetS = reset !== undefined && reset > EPOCH_MIN ? Math.max(0, reset - Math.round(now.getTime() / 1000)) : reset
  return {
    headers: Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => NAMES.test(name))
        .map(([name, values]) => [name, values.join(', ')]),
    ),
    retryAfterS: retryAfterOf(value('retry-after'), now) ?? (either('remaining') === 0 ? resetS : undefined),
    limit: either('limit') ?? parameter(value('ratelimit'), 'limit') ?? parameter(value('ratelimit-policy'), 'q'),
    remaining: either('remaining') ?? parameter(value('ratelimit'), 'remaining', 'r'),
    windowS: parameter(value('ratelimit-policy') ?? value('ratelimit-limit'), 'w'),
  }
}
