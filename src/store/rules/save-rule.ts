import type { Tx } from '../database.ts'
import { ruleFeatures, rules } from '../schema/schema.ts'
import type { NewRule } from './stored-rule.ts'

/** Files a rule with its features; returns its id. */
export async function saveRule(tx: Tx, { features, ...rule }: NewRule): Promise<string> {
  const [row] = await tx.insert(rules).values(rule).returning({ id: rules.id })
  if (!row) throw new TypeError('The rule was not stored')
  const distinct = [...new Set(features)]
  if (distinct.length > 0) await tx.insert(ruleFeatures).values(distinct.map((feature) => ({ feature, rule: row.id })))
  return row.id
}
