import { eq, type SQL, sql } from 'drizzle-orm'
import { Why403Error } from '../errors.ts'
import type { Db, Tx } from './database.ts'
import { readRule } from './read-rules.ts'
import { rules } from './schema.ts'
import type { RuleState } from './stored-rule.ts'

/** Counts a person's word on a rule that was shown to them. @throws `rule.unknown` */
export async function judgeRule(tx: Tx, id: string, verdict: 'same' | 'different'): Promise<void> {
  await change(
    tx,
    id,
    verdict === 'same' ? { confirmations: sql`${rules.confirmations} + 1` } : { refutations: sql`${rules.refutations} + 1` },
  )
}

/** Takes a rule back into use, or out of it; `by` is the rule that supersedes it. @throws `rule.unknown` */
export async function setRuleState(tx: Tx, id: string, change_: { state: RuleState; by?: string }): Promise<void> {
  await change(tx, id, { state: change_.state, supersededBy: change_.by ?? null })
}

async function change(db: Db, id: string, set: Partial<typeof rules.$inferInsert> | Record<string, SQL>): Promise<void> {
  if (!(await readRule(db, id))) throw new Why403Error('rule.unknown', 'There is no such rule.', { facts: { rule: id } })
  await db.update(rules).set(set).where(eq(rules.id, id))
}
