import { sql } from 'drizzle-orm'
import type { Tx } from '../database.ts'
import { counters } from '../schema/schema.ts'

/** The next number of the counter `name`, from 1; whoever asks next waits until this transaction has ended. */
export async function takeNumber(tx: Tx, name: string): Promise<number> {
  const rows = await tx
    .insert(counters)
    .values({ name, value: 1 })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
    .returning({ value: counters.value })
  const value = rows[0]?.value
  if (value === undefined) throw new TypeError(`The counter ${name} gave no number`)
  return value
}
