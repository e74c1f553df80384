import type { Verdict } from '../denial/denial.ts'

const SPELT: Readonly<Record<string, string>> = { acl: 'ACL', api: 'API', cdn: 'CDN', ip: 'IP', saas: 'SaaS', waf: 'WAF' }

/** A layer or cause as people write it: `ip-or-geo-restriction` is "IP or geo restriction". */
export function plainWords(slug: string): string {
  return slug
    .split('-')
    .map((word) => SPELT[word] ?? word)
    .join(' ')
}

/** A share from 0 to 1 as "90 %". */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** A verdict as the beginning of a sentence. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  denied: 'Denied',
  'not-authenticated': 'Not authenticated',
  'rate-limited': 'Rate limited',
  challenged: 'Challenged',
  'not-found': 'Not found',
  'redirected-to-login': 'Sent to a login',
  disguised: 'Refused in disguise',
  allowed: 'Allowed',
  unreachable: 'No answer',
  error: 'An error, no refusal',
}
