import { and, desc, eq, ilike, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { ruleFeatures, rules } from '../schema/schema.ts'
import { StoredRule } from './stored-rule.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The rule with this id; undefined when there is none. */
export async function readRule(db: Db, id: string): Promise<StoredRule | undefined> {
  if (!UUID.test(id)) return undefined
  return (await selectRules(db, { where: eq(rules.id, id), limit: 1 }))[0]
}

/** Rules, newest first, of any state; with `words`, those that hold every word somewhere in what people read. */
export async function listRules(db: Db, { limit, words }: { limit: number; words?: string }): Promise<StoredRule[]> {
  const all = sql`concat_ws(' ', 'INC-' || ${rules.incident}, ${rules.layer}, ${rules.product}, ${rules.cause}, ${rules.rule}, ${rules.target}, ${rules.route}, ${rules.method}, ${rules.fix}, ${rules.prevention})`
  const each = (words ?? '').split(/\s+/).filter((word) => word !== '')
  return selectRules(db, { where: and(...each.map((word) => ilike(all, `%${literal(word)}%`))), limit })
}

/** The rules with these ids, in no order. */
export async function readRulesById(db: Db, ids: readonly string[]): Promise<StoredRule[]> {
  return ids.length === 0 ? [] : selectRules(db, { where: inArray(rules.id, [...ids]), limit: ids.length })
}

async function selectRules(db: Db, { where, limit }: { where: SQL | undefined; limit: number }): Promise<StoredRule[]> {
  const features = sql<unknown>`coalesce((select json_agg(${ruleFeatures.feature} order by ${ruleFeatures.feature}) from ${ruleFeatures} where ${ruleFeatures.rule} = ${rules.id}), '[]'::json)`
  const rows = await db.select({ rule: rules, features }).from(rules).where(where).orderBy(desc(rules.number)).limit(limit)
  return rows.map(({ rule, features }) => StoredRule.parse({ ...rule, supersededBy: rule.supersededBy ?? undefined, features }))
}

function literal(word: string): string {
  return word.replaceAll(/[\\%_]/g, '\\$&').replaceAll('\0', '')
}
