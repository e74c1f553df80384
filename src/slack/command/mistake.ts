/** Why a command cannot be read, for the person who typed it. Never holds a secret: of a URL no query string, of curl no value. */
export type Mistake = { found: string; expected: string; example: string }

/** One sentence: found, expected, example. */
export function mistakeSentence({ found, expected, example }: Mistake): string {
  return `Found ${found}, expected ${expected}. For example: ${example}`
}
