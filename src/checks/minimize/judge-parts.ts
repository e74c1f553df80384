import { isSensitiveName, isSensitiveParameter } from '../../redaction/sensitive-name.ts'
import type { Change } from './change.ts'
import { neutralHeader, neutralValue } from './neutral-value.ts'
import { partValue, type RefusedRequest } from './request-parts.ts'
import type { Trials } from './trials.ts'

/** Where the person's own value is left out, another one is sent. */
const NEVER_ABSENT = new Set(['user-agent', 'accept', 'accept-encoding'])

/** What else is known of the parts: whether they suffice, whether the content decides, and the request that showed it. */
export type Judged = { alone?: boolean; contentDecides?: boolean; neutral?: readonly Change[] }

/** The same part with a harmless value; undefined where it has no value, or a secret one. */
function neutralised(change: Change, request: RefusedRequest): Change | undefined {
  const { kind, name, at, how } = change
  const value = partValue(request, change)
  const isSecret = kind === 'query' ? isSensitiveParameter(name) : isSensitiveName(name)
  if (how !== 'removed' || isSecret || value === undefined || value === '') return undefined
  return { ...change, how: 'replaced', to: kind === 'header' ? neutralHeader(at, String(value)) : neutralValue(value) }
}

/** Passing shows the one, being refused the other; any other answer nothing. */
function verdictOf(trials: Trials, changes: readonly Change[], shows: 'passed' | 'refused'): boolean | undefined {
  const kind = trials.kindOf(changes)
  return kind === 'passed' || kind === 'refused' ? kind === shows : undefined
}

type Known = { trials: Trials; request: RefusedRequest; all: readonly Change[] }

/** Asks two more: nothing but these parts, and, where it is one, that part with a harmless value. */
export async function judgeParts(parts: readonly Change[], { trials, request, all }: Known): Promise<Judged> {
  const others = all.filter((change) => !parts.some(({ kind, at }) => kind === change.kind && at === change.at))
  const [only] = parts.length === 1 ? parts : []
  const neutral = only && neutralised(only, request)
  await trials.ask([...(others.length > 0 ? [others] : []), ...(neutral ? [[neutral]] : [])])
  const alone = others.length > 0 ? verdictOf(trials, others, 'refused') : undefined
  const decides = only && (only.how === 'replaced' || NEVER_ABSENT.has(only.at)) ? true : neutral && verdictOf(trials, [neutral], 'passed')
  return {
    ...(alone !== undefined && { alone }),
    ...(decides !== undefined && { contentDecides: decides }),
    ...(neutral && decides && !NEVER_ABSENT.has(neutral.at) && { neutral: [neutral] }),
  }
}
