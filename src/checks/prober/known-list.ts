import type { Exchange } from '../../exchange.ts'
import type { Credential } from '../check.ts'
import { parseCookies, secretsOf } from './read-credential.ts'

/** A shorter cookie value is a setting rather than a secret. */
const COOKIE_SECRET_MIN = 8

/** The secrets that a session has seen. `values` grows and is the same array for the session's life. */
export type KnownList = { values: readonly string[]; addCredential(credential: Credential): void; addCookies(exchange: Exchange): void }

/** Starts with `given`; learns credentials as they are read and cookies as they are set. */
export function createKnownList(given: readonly string[]): KnownList {
  const values = [...given]
  const seen = new Set(values)

  function add(secrets: readonly string[]): void {
    for (const secret of secrets) {
      if (seen.has(secret)) continue
      seen.add(secret)
      values.push(secret)
    }
  }

  function addCookies({ response }: Exchange): void {
    const set = (response?.headers['set-cookie'] ?? []).flatMap((line) => Object.values(parseCookies(line.split(';')[0] ?? '')))
    add(set.filter((value) => value.length >= COOKIE_SECRET_MIN))
  }

  return { values, addCookies, addCredential: (credential) => add(secretsOf(credential)) }
}
