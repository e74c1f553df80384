import type { Exchange } from '../../../exchange.ts'
import { secretsOfRequest } from '../../../redaction/secrets-of-request.ts'
import { isCredentialHeader, isSensitiveHeader } from '../../../redaction/sensitive-name.ts'
import type { Credential } from '../../check.ts'
import { credentialOf, parseCookies, secretsOf } from './read-credential.ts'

/** A shorter cookie value is a setting rather than a secret. */
const COOKIE_SECRET_MIN = 8
/** A target that sets more different cookies in one incident means harm: each makes looking for secrets slower. */
const COOKIES_MAX = 500

/** The secrets that a session has seen. `values` grows and is the same array for the session's life. */
export type KnownList = {
  values: readonly string[]
  addCredential(credential: Credential): void
  /** Adds a secret of the configuration and gives it back. */
  addSecret(secret: string): string
  addRequest(request: { url: string; body?: string | null | undefined }): void
  /** Adds what a check sends in headers that are called like secrets, such as a CSRF token that the target handed out. */
  addHeaders(headers: Readonly<Record<string, string>>): void
  /** Adds the credentials among headers, as they are sent. */
  addSent(headers: Readonly<Record<string, string>>): void
  addCookies(exchange: Exchange): void
}

/** Starts with `given`; learns credentials as they are read, what a request carries in its URL and body, and cookies as they are set. */
export function createKnownList(given: readonly string[]): KnownList {
  const values = [...given]
  const seen = new Set(values)
  let cookies = 0

  function add(secrets: readonly string[]): void {
    for (const secret of secrets) {
      if (seen.has(secret)) continue
      seen.add(secret)
      values.push(secret)
    }
  }

  function addCookies({ response }: Exchange): void {
    const set = (response?.headers['set-cookie'] ?? []).flatMap((line) => Object.values(parseCookies(line.split(';')[0] ?? '')))
    const fresh = [...new Set(set)].filter((value) => value.length >= COOKIE_SECRET_MIN && !seen.has(value))
    const taken = fresh.slice(0, COOKIES_MAX - cookies)
    cookies += taken.length
    add(taken)
  }

  return {
    values,
    addCookies,
    addHeaders: (headers) =>
      add(
        Object.entries(headers).flatMap(([name, value]) => (isSensitiveHeader(name) && value.length >= COOKIE_SECRET_MIN ? [value] : [])),
      ),
    addSecret: (secret) => {
      add([secret])
      return secret
    },
    addSent: (headers) =>
      add(secretsOf(credentialOf(Object.fromEntries(Object.entries(headers).filter(([name]) => isCredentialHeader(name)))))),
    addCredential: (credential) => add(secretsOf(credential)),
    addRequest: (request) => add(secretsOfRequest(request)),
  }
}
