import { eq, sql } from 'drizzle-orm'
import { Why403Error } from '../../errors.ts'
import type { Judgement } from '../../walk/event.ts'
import type { Tx } from '../database.ts'
import { rules } from '../schema/schema.ts'
import { readRule } from './read-rules.ts'

/** Counts a person's word on a rule that was shown to them. @throws `rule.unknown` */
export async function countJudgement(tx: Tx, id: string, verdict: Judgement): Promise<void> {
  if (!(await readRule(tx, id))) throw new Why403Error('rule.unknown', 'There is no such rule.', { facts: { rule: id } })
  const counted = verdict === 'same' ? { confirmations: sql`${rules.confirmations} + 1` } : { refutations: sql`${rules.refutations} + 1` }
  await tx.update(rules).set(counted).where(eq(rules.id, id))
}
