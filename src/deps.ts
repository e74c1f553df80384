/** Structured log: facts first, then one sentence. Implementations remove secrets from the facts. */
export type Log = {
  debug(facts: object, message: string): void
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** The powers that are handed in, so that what decides can be tested without a clock or chance. */
export type Deps = {
  now(): Date
  /** A fresh UUID. */
  newId(): string
  log: Log
}
