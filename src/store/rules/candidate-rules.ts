import { and, asc, count, desc, eq, inArray } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { ruleFeatures, rules } from '../schema/schema.ts'
import { readRulesById } from './read-rules.ts'
import type { StoredRule } from './stored-rule.ts'

/** A rule that shows at least one of the features asked for. */
type CandidateRule = StoredRule & { shared: string[] }

/** Active rules that share most of `features`, most shared first, then the newest; at most `limit`. */
export async function candidateRules(db: Db, features: readonly string[], limit: number): Promise<CandidateRule[]> {
  if (features.length === 0) return []
  const wanted = new Set(features)
  const ranked = await db
    .select({ id: ruleFeatures.rule })
    .from(ruleFeatures)
    .innerJoin(rules, eq(rules.id, ruleFeatures.rule))
    .where(and(inArray(ruleFeatures.feature, [...wanted]), eq(rules.state, 'active')))
    .groupBy(ruleFeatures.rule, rules.number)
    .orderBy(desc(count()), desc(rules.number), asc(ruleFeatures.rule))
    .limit(limit)
  const found = await readRulesById(
    db,
    ranked.map((row) => row.id),
  )
  const ruleById = new Map(found.map((rule) => [rule.id, rule]))
  return ranked.flatMap(({ id }) => {
    const rule = ruleById.get(id)
    return rule ? [{ ...rule, shared: rule.features.filter((feature) => wanted.has(feature)) }] : []
  })
}
