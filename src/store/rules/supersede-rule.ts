import { eq } from 'drizzle-orm'
import type { Tx } from '../database.ts'
import { rules } from '../schema/schema.ts'

/** Puts another rule in the place of one, which is matched no more; what was counted for it counts for the other. */
export async function supersedeRule(tx: Tx, { old, by }: { old: string; by: string }): Promise<void> {
  const [row] = await tx
    .update(rules)
    .set({ state: 'superseded', supersededBy: by })
    .where(eq(rules.id, old))
    .returning({ confirmations: rules.confirmations, refutations: rules.refutations })
  if (row) await tx.update(rules).set(row).where(eq(rules.id, by))
}
