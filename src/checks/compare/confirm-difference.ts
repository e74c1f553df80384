import type { Exchange } from '../../exchange.ts'
import { type AskedAgain, askAgain, changeOf, type Steadiness } from '../steadiness/ask-again.ts'
import { isStopped } from '../steadiness/is-stopped.ts'
import type { Answer } from './compare-answers.ts'
import { compareRoles } from './compare-roles.ts'

/** What asking again has shown: whether who passes can be relied on, and whose answers changed, in words. */
export type Confirmed = { steadiness: Steadiness; changes: string[] }

type Refused = Answer & { exchange: Exchange }

/** The one whose refusal is compared: the subject, or where it is not among them the first that is refused. */
function refusedOne(answers: readonly Answer[], subject: string): Refused | undefined {
  const own = answers.find(({ identity }) => identity.name === subject)
  const found = own ?? answers.find(({ kind }) => kind === 'refused')
  return found?.exchange && isStopped(found.exchange) ? { ...found, exchange: found.exchange } : undefined
}

/** Those on whom a conclusion may hang, first: anonymous, who has the same role, then the others in their order. */
function passingOnes(answers: readonly Answer[], { identity: { role } }: Answer): Answer[] {
  const passing = answers.filter(({ kind }) => kind === 'passed')
  const rank = ({ identity }: Answer) => (identity.name === 'anonymous' ? 0 : compareRoles(role, identity.role) === 'same' ? 1 : 2)
  return passing.toSorted((a, b) => rank(a) - rank(b))
}

function changesOf(refused: Refused, passing: readonly Answer[], again: AskedAgain): string[] {
  const own = changeOf(refused.identity.name, [refused.exchange, ...again.refused])
  const others = passing.map(({ identity, exchange }, i) => changeOf(identity.name, [exchange ?? [], again.passed[i] ?? []].flat()))
  return [own, ...others].filter((change) => change !== undefined)
}

/** Asks once more who was refused and who passed; nothing is sent where nobody passes or the subject is not refused. */
export async function confirmDifference(
  answers: readonly Answer[],
  subject: string,
  ask: (answer: Answer) => Promise<Exchange>,
): Promise<Confirmed> {
  const refused = refusedOne(answers, subject)
  const passing = refused ? passingOnes(answers, refused) : []
  if (!refused || passing.length === 0) return { steadiness: 'steady', changes: [] }
  const askPassed = passing.map((answer) => () => ask(answer))
  const again = await askAgain({ refusal: refused.exchange, askRefused: () => ask(refused), askPassed })
  return { steadiness: again.steadiness, changes: changesOf(refused, passing, again) }
}
