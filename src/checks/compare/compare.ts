import { isWhy403Error } from '../../errors.ts'
import type { Exchange } from '../../exchange.ts'
import { type CheckContext, defineCheck, type IdentityFacts } from '../check.ts'
import { CheckFailed } from '../check-failed.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { readOutcome } from '../read-outcome.ts'
import { safeRequest } from '../safe-request.ts'
import { unseenSentence } from '../sources/unseen.ts'
import { withPath } from '../with-path.ts'
import { type Answer, compareAnswers } from './compare-answers.ts'
import { COMPARE_EXAMPLES } from './compare-examples.ts'
import { CompareFinding, CompareInput } from './compare-finding.ts'
import { confirmDifference } from './confirm-difference.ts'
import { findDifferences } from './find-differences.ts'

const OTHERS_MAX = 6

/** How much that nobody chosen has yet an identity brings along: a role, and a kind of credential. */
function newsOf({ role, kind }: IdentityFacts, chosen: readonly IdentityFacts[]): number {
  const isNewRole = !chosen.some((one) => one.role === role)
  return (isNewRole ? 2 : 0) + (chosen.some((one) => one.kind === kind) ? 0 : 1)
}

/** The identity of `others` that brings most news, the first in order of the configuration where several do. */
function mostTelling(others: readonly IdentityFacts[], chosen: readonly IdentityFacts[]): IdentityFacts | undefined {
  const left = others.filter((one) => !chosen.includes(one))
  return left.toSorted((a, b) => newsOf(b, chosen) - newsOf(a, chosen))[0]
}

/** The first two of the subject's role, and the first of that role with another kind of credential than they have. */
function alikeOf(others: readonly IdentityFacts[], { role }: IdentityFacts): IdentityFacts[] {
  const alike = others.filter((one) => role !== undefined && one.role === role)
  const two = alike.slice(0, 2)
  return [
    ...two,
    ...alike
      .slice(2)
      .filter(({ kind }) => !two.some((one) => one.kind === kind))
      .slice(0, 1),
  ]
}

/** Up to six others: those of the subject's role first, then whoever has a role or a kind of credential that nobody chosen has. */
function othersOf(others: readonly IdentityFacts[], subject: IdentityFacts): IdentityFacts[] {
  const chosen = alikeOf(others, subject)
  while (chosen.length < OTHERS_MAX) {
    const next = mostTelling(others, chosen)
    if (!next) break
    chosen.push(next)
  }
  return chosen
}

function chosen({ target, identity }: CheckContext, names: readonly string[] | undefined): IdentityFacts[] {
  const subject = identity('subject')
  const others = target.identities.filter(({ name }) => name !== 'anonymous' && name !== subject.name)
  const wanted = names?.map((name) => identity(name)) ?? [identity('anonymous'), subject, ...othersOf(others, subject)]
  return wanted.filter(({ name }, i) => wanted.findIndex((other) => other.name === name) === i)
}

type AskAs = (identity: IdentityFacts, fresh: boolean) => Promise<Exchange>

/** With an unsafe method everybody asks with GET: an approval is for the incident's own request as its subject, not for others. */
function askerFor({ probe, request }: CheckContext, path: string | undefined): AskAs {
  const url = withPath(request.url, path)
  return ({ name }, fresh) => probe({ ...safeRequest(request), as: name, url, fresh })
}

async function answerAs(ask: AskAs, identity: IdentityFacts): Promise<Answer> {
  try {
    const exchange = await ask(identity, false)
    return { identity, exchange, kind: readOutcome(exchange).kind }
  } catch (error) {
    if (isWhy403Error(error, 'secret.missing')) return { identity, exchange: null, kind: 'none', why: error.message }
    throw error
  }
}

function whoPasses({ allowed, refused, everyoneRefused, unstable, turned, changes }: CompareFinding): string {
  if (unstable) return `the answers change from call to call (${changes.join('; ')}), so who passes proves nothing`
  if (turned) return `those who passed are refused now as well (${changes.join('; ')}), as where calls are counted`
  if (everyoneRefused) return `all are refused (${refused.join(', ')})`
  return `passes: ${allowed.join(', ') || 'nobody'}; refused: ${refused.join(', ') || 'nobody'}`
}

/** Who passes and who does not. */
export const compare = defineCheck({
  name: 'compare',
  summary: 'Sends the same request as several identities, again where they differ, and says who passes and what differs.',
  input: CompareInput,
  output: CompareFinding,
  safety: 'safe',
  timeoutMs: 30_000,
  examples: COMPARE_EXAMPLES,
  async run({ as, path }, context) {
    const ask = askerFor(context, path)
    const answers = await Promise.all(chosen(context, as).map((identity) => answerAs(ask, identity)))
    if (answers.every(({ kind }) => kind === 'none')) {
      const failure = answers.find(({ exchange }) => exchange?.failure)?.exchange?.failure
      const why = answers.find((answer) => answer.why !== undefined)?.why ?? 'their secrets are missing'
      throw new CheckFailed(failure?.kind ?? 'secret-missing', failure?.message ?? `no identity could be tried: ${why}`)
    }
    const subject = context.identity('subject').name
    const confirmed = await confirmDifference(answers, subject, ({ identity }) => ask(identity, true))
    const safeInstead = !isSafeMethod(context.request.method)
    const method = safeInstead ? 'GET' : context.request.method.toUpperCase()
    const finding = compareAnswers({ method, safeInstead, ...confirmed }, subject, answers)
    return { ...finding, ...(await findDifferences(context, finding, answers)) }
  },
  line(finding) {
    const { method, safeInstead, unseen } = finding
    const told = `${method}${safeInstead ? ' (in place of the unsafe method)' : ''}: ${whoPasses(finding)}.`
    return unseen.length > 0 ? `${told} ${unseenSentence(unseen)}` : told
  },
})
