import type { Change } from './change.ts'
import { ddmin } from './ddmin.ts'
import type { RefusedRequest } from './request-parts.ts'
import type { Trials } from './trials.ts'

/** What a browser sends of itself and a program does not; nothing else is tried. */
function neutralHeaders({ origin }: URL): [name: string, value: string][] {
  return [
    ['referer', `${origin}/`],
    ['origin', origin],
    ['x-requested-with', 'XMLHttpRequest'],
    ['accept', 'text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8'],
    ['accept-language', 'en-US,en;q=0.9'],
  ]
}

/** The headers that may be what is missing: each as the change that adds it, without those that are sent already. */
export function possibleAdditions({ url, headers, identity }: RefusedRequest): Change[] {
  const missing = neutralHeaders(new URL(url)).filter(([name]) => !(name in headers) && !(name in identity))
  return missing.map(([name, to]) => ({ kind: 'header', name, how: 'added', at: name, to }))
}

/** The fewest added headers with which the request passes: one of them, else what is needed of all together. */
export async function findAddition(additions: readonly Change[], { ask }: Trials): Promise<readonly Change[] | undefined> {
  if (additions.length === 0) return undefined
  const singles = additions.map((change) => [change])
  const [together, ...apart] = await ask([additions, ...singles])
  const single = singles.find((_, i) => apart[i])
  if (single || !together) return single
  return (await ddmin(additions, ask)).changes
}
