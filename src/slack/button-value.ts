import { z } from 'zod'

/** What a button or option carries, as short JSON: the incident, the question it belongs to, and what it chooses. */
export const ButtonValue = z.object({
  /** Incident number. */
  i: z.int().positive(),
  /** Seq of the question that was open when the button was drawn. */
  q: z.int().positive().optional(),
  /** Index of the answer. */
  a: z.int().nonnegative().optional(),
  /** Id of a resolved rule. */
  r: z.string().max(64).optional(),
  /** What was there when it was drawn: escalations so far, or when the incident was last taken over or approved (epoch ms, 0 never). */
  n: z.int().nonnegative().optional(),
  /** The act of a menu's option. */
  do: z.string().max(20).optional(),
})
export type ButtonValue = z.infer<typeof ButtonValue>

/** Writes a value for a button; under 75 characters without a rule, as options ask. */
export function writeValue(value: ButtonValue): string {
  return JSON.stringify(value)
}

/** Reads a button's value; undefined when it is none of ours. */
export function readValue(text: string | undefined): ButtonValue | undefined {
  try {
    return ButtonValue.parse(JSON.parse(text ?? ''))
  } catch {
    return undefined
  }
}
