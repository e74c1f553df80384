import type { Issuer } from '../../../config/sources/issuer.ts'

/** The listed issuer of a token, or how `iss` differs from one that it nearly is: issuers are compared to the letter (RFC 7519, 4.1.1). */
export type Matched = { listed?: Issuer; differs?: string }

const NEARLY: readonly { same(text: string): string; words: string }[] = [
  { same: (text) => text.replace(/\/+$/, ''), words: 'by the slash at its end' },
  { same: (text) => text.toLowerCase(), words: 'by upper and lower case' },
  { same: (text) => text.replace(/^(?:https?:\/\/)?/, '').replace(/\/+$/, ''), words: 'by its scheme (http or https)' },
]

/** Finds the issuer that `iss` names among those that are listed. */
export function matchIssuer(issuers: readonly Issuer[], iss: string | undefined): Matched {
  if (iss === undefined) return {}
  const listed = issuers.find(({ issuer }) => issuer === iss)
  if (listed) return { listed }
  for (const { same, words } of NEARLY) {
    const near = issuers.find(({ issuer }) => same(issuer) === same(iss))
    if (near) return { differs: `the token says ${iss}, configured is ${near.issuer}: they differ only ${words}` }
  }
  return {}
}
