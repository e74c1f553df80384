/** Ranks of role names that people use everywhere; a name that is none of them has no rank. */
const RANKS: readonly [RegExp, number][] = [
  [/\b(?:super|root|owner|god)|superuser|superadmin/i, 5],
  [/admin|maintainer|manager/i, 4],
  [/editor|writer|operator|contributor|developer|staff|support/i, 3],
  [/member|user|customer|employee/i, 2],
  [/viewer|reader|read-?only|guest|trial|external/i, 1],
]

function rankOf(role: string): number | undefined {
  return RANKS.find(([names]) => names.test(role))?.[1]
}

/** How `other` stands to `own` by name alone: `same`, `lower` and `higher` when both names say so, else `unknown`. */
export function compareRoles(own: string | undefined, other: string | undefined): 'same' | 'lower' | 'higher' | 'unknown' {
  if (own !== undefined && own === other) return 'same'
  const [mine, theirs] = [rankOf(own ?? ''), rankOf(other ?? '')]
  if (mine === undefined || theirs === undefined || mine === theirs) return 'unknown'
  return theirs < mine ? 'lower' : 'higher'
}
