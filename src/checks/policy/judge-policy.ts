import type { Unseen } from '../sources/unseen.ts'
import type { Answers } from './ask-engines.ts'
import type { Decision } from './decision.ts'
import type { Contradiction, PolicyFinding } from './policy-finding.ts'

/** What is known when the engines have answered. `configured` counts them; `liveRefused` is missing where it was not seen. */
export type Heard = {
  configured: number
  own: Answers
  other?: Answers | undefined
  otherPassed: boolean
  liveRefused: boolean | undefined
}

const FOLLOWS: Readonly<Record<Contradiction, string>> = {
  'allowed-but-refused':
    'The policy allows it, the live request is refused: the refusal comes from elsewhere, or the policy in force is another one.',
  'denied-but-passes':
    'The policy refuses it, the live request passes: it is not enforced on this way, or the policy in force is another one.',
  'other-denied-but-passes':
    'The policy refuses also who passes live: it is asked in another way than the enforcing side asks, or the policy in force is another one.',
}

const WORDS = { allow: 'allowed', deny: 'denied', 'no-rule': 'denied by default', unknown: 'not judged' } as const

function refuses({ decision }: Decision): boolean {
  return decision === 'deny' || decision === 'no-rule'
}

function allAllow(decisions: readonly Decision[]): boolean {
  return decisions.some(({ decision }) => decision === 'allow') && !decisions.some(refuses)
}

/** A denying rule says more than a default, a default more than a permission. */
function decisive(decisions: readonly Decision[]): Decision | undefined {
  return (
    decisions.find(({ explicitDeny }) => explicitDeny) ??
    decisions.find(({ decision }) => decision === 'deny') ??
    decisions.find(({ decision }) => decision === 'no-rule') ??
    decisions.find(({ decision }) => decision === 'allow')
  )
}

function restsOnAll(decisions: readonly Decision[]): boolean {
  return decisions.every(({ missing }) => missing.length === 0)
}

/** With an engine unseen, the refusal may be that one's; with a question that lacked something, it was another question. */
function contradictionOf({ own, other, otherPassed, liveRefused }: Heard, complete: boolean): Contradiction | undefined {
  const denied = own.decisions.some(refuses)
  if (!restsOnAll([...own.decisions, ...(other?.decisions ?? [])])) return undefined
  if (liveRefused === true && complete && allAllow(own.decisions)) return 'allowed-but-refused'
  if (liveRefused === false && denied) return 'denied-but-passes'
  if (otherPassed && denied && other?.decisions.some(refuses)) return 'other-denied-but-passes'
  return undefined
}

function told({ decision, rule }: Decision): string {
  return `${WORDS[decision]}${rule ? ` (${rule})` : ''}`
}

function differences(own: Answers, other: Answers | undefined): string[] {
  if (!other) return []
  const pairs = own.decisions.map((mine) => ({ mine, theirs: other.decisions.find(({ name }) => name === mine.name) }))
  const sentences = pairs.flatMap(({ mine, theirs }) =>
    theirs && theirs.decision !== mine.decision ? [`${mine.name}: ${own.as} is ${told(mine)}, ${other.as} is ${told(theirs)}.`] : [],
  )
  const failed = other.unseen.map(({ source, why }) => `${source}: could not be asked about ${other.as}: ${why}.`)
  return [...sentences, ...failed]
}

/** An engine whose answer is no decision was asked, and seen as little as one that is down. */
function undecided(decisions: readonly Decision[]): Unseen[] {
  return decisions
    .filter(({ decision }) => decision === 'unknown')
    .map(({ name, reason = 'it gives no decision that can be read' }) => ({ source: name, why: reason.replace(/^The /, 'the ') }))
}

/** What the decisions amount to, beside what the live request says. */
export function judgePolicy(heard: Heard): PolicyFinding {
  const { configured, own, other } = heard
  const { decisions, unseen } = own
  const complete = configured > 0 && unseen.length === 0 && decisions.every(({ decision }) => decision !== 'unknown')
  const one = decisive(decisions)
  const kind = contradictionOf(heard, complete)
  return {
    configured: configured > 0,
    seen: one !== undefined,
    complete,
    as: own.as,
    asked: configured,
    decisions,
    allowed: allAllow(decisions),
    denied: decisions.some(refuses),
    explains: one !== undefined && refuses(one) && one.missing.length === 0 && kind === undefined,
    engine: one?.engine,
    name: one?.name,
    rule: one?.rule,
    reason: one?.reason,
    detail: one?.detail,
    defaultDeny: one?.defaultDeny ?? false,
    explicitDeny: one?.explicitDeny ?? false,
    liveRefused: heard.liveRefused,
    contradiction: kind !== undefined,
    contradictionKind: kind,
    contradictionText: kind && FOLLOWS[kind],
    otherAs: other?.as,
    otherAllowed: other && other.decisions.length > 0 ? allAllow(other.decisions) : undefined,
    differs: differences(own, other),
    missing: [...new Set(decisions.flatMap(({ missing }) => missing))],
    unseen: [...unseen, ...undecided(decisions)],
  }
}
