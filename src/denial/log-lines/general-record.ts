import { type JsonRecord, textAt } from './json-record.ts'
import type { LogFacts, LogSaid } from './log-format.ts'
import { recordFacts } from './record-facts.ts'
import { saidInWords } from './said-in-words.ts'

const MESSAGES = [
  'message',
  'msg',
  'error.message',
  'err.message',
  'error',
  'err',
  'error_description',
  'reason',
  'detail',
  'exception',
  'body',
]

/** Members that name what was missing or what refused, the narrowest first. */
const RULES = [
  'required_permission',
  'requiredPermission',
  'missing_permission',
  'missingPermission',
  'permission',
  'required_scope',
  'requiredScope',
  'missing_scope',
  'missingScope',
  'required_role',
  'requiredRole',
  'rule_id',
  'ruleId',
  'rule',
  'policy_id',
  'policyId',
  'policy',
  'feature',
  'flag',
]
const RULE = /^[\w.:/@*-]{2,120}$/

function sureness({ causes }: LogSaid): number {
  return Math.max(0, ...Object.values(causes))
}

/** The reason that says most: `access denied` in one member is often followed by why in another. */
function mostTelling(record: JsonRecord, status: number | undefined): LogSaid | undefined {
  const words = [...new Set(MESSAGES.flatMap((name) => textAt(record, name) ?? []))]
  const said = words.flatMap((text) => saidInWords(text, status) ?? [])
  return said.toSorted((a, b) => sureness(b) - sureness(a) || Number(b.rule !== undefined) - Number(a.rule !== undefined))[0]
}

/** Facts and reason of a structured record, by the names that such records usually have. */
export function readGeneralRecord(record: JsonRecord): LogFacts {
  const facts = recordFacts(record)
  const said = mostTelling(record, facts.status)
  if (!said) return facts
  const named = textAt(record, ...RULES)
  const rule = said.rule ?? (named !== undefined && RULE.test(named) ? named : undefined)
  return { ...facts, said: { ...said, ...(rule !== undefined && { rule }) } }
}
