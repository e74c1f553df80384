/** The names at the root of what an expression reads, or what is wrong with it. */
export type Reading = { names: readonly string[] } | { found: string; expected: string }

/**
 * What other rooms know of texts in the configuration: expressions, names of secrets, layers. It is handed in, since the
 * configuration is read before all of them.
 */
export type ConfigLanguage = {
  readCel(text: string): Reading
  /** Every expression of a text with `{{ templates }}`. */
  readTemplate(text: string): Reading
  /** Whether a query parameter of this name holds a secret. */
  isSecretParameter(name: string): boolean
  layers: readonly string[]
}
