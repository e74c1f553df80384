import { PolicyEngine, type PolicySource } from '../../config/sources/policy-source.ts'
import type { Scope } from '../../expression/scope.ts'
import { redactFacts } from '../../redaction/redact-facts.ts'
import { redactText } from '../../redaction/redact-text.ts'
import type { CheckContext } from '../check.ts'
import { numbered } from '../sources/numbered.ts'
import { sourceScope } from '../sources/source-scope.ts'
import type { Unseen } from '../sources/unseen.ts'
import { unseenFor } from '../sources/unseen-for.ts'
import { withinLimit } from '../sources/within-limit.ts'
import type { Decision, Ruling } from './decision.ts'
import { ENGINES } from './engine-registry.ts'
import { createQuestion, type Question } from './question.ts'

/** An engine may ask twice, each time within the door's own limit. */
const LIMIT = { limitMs: 11_000, late: 'no decision within 11 s' }
const RAW_MAX = 1500

/** What all engines say of one identity, in the order of the configuration. */
export type Answers = { as: string; decisions: Decision[]; unseen: Unseen[] }

type Named = { source: PolicySource; engine: PolicyEngine; name: string }

/** Sources by their own name, else their engine's, numbered where several would be called the same. */
function named(sources: readonly PolicySource[]): Named[] {
  const engineOf = (source: PolicySource) => PolicyEngine.options.find((name) => source[name] !== undefined) ?? 'http'
  const names = numbered(sources.map((source) => source.name ?? engineOf(source)))
  return sources.map((source, index) => ({ source, engine: engineOf(source), name: names[index] ?? '' }))
}

function rawOf(raw: unknown): string | undefined {
  if (raw === undefined) return undefined
  const text = typeof raw === 'string' ? redactText(raw.slice(0, 4 * RAW_MAX)) : JSON.stringify(redactFacts({ raw }))?.slice(7, -1)
  return text.length > RAW_MAX ? `${text.slice(0, RAW_MAX - 1).toWellFormed()}…` : text
}

function decisionOf({ engine, name }: Named, { raw, missing = [], explicitDeny = false, ...ruling }: Ruling, question: Question): Decision {
  return {
    engine,
    name,
    ...ruling,
    defaultDeny: ruling.decision === 'no-rule',
    explicitDeny: ruling.decision === 'deny' && explicitDeny,
    missing: [...new Set([...question.missing, ...missing])],
    raw: rawOf(raw),
  }
}

async function askOne(one: Named, context: CheckContext, { as, scope }: { as: string; scope: Scope }): Promise<Decision | Unseen> {
  const question = createQuestion(context, as, scope)
  const ask = ENGINES[one.engine] as (source: never, question: Question) => Promise<Ruling>
  try {
    return decisionOf(one, await withinLimit(ask(one.source[one.engine] as never, question), LIMIT), question)
  } catch (error) {
    return unseenFor(one.name, error)
  }
}

/** Asks every configured engine about the identity, side by side. What cannot be asked is named, and holds up nobody. */
export async function askEngines(context: CheckContext, as: string): Promise<Answers> {
  const sources = named(context.target.sources.policy ?? [])
  const scope = await sourceScope(context, as)
  const answers = await Promise.all(sources.map((one) => askOne(one, context, { as, scope })))
  return {
    as: context.identity(as).name,
    decisions: answers.filter((answer): answer is Decision => 'decision' in answer),
    unseen: answers.filter((answer): answer is Unseen => 'why' in answer),
  }
}
