import { Why403Error } from '../errors.ts'
import type { SecretRef } from './secret-ref.ts'

type Powers = { env: Readonly<Record<string, string | undefined>>; readFile: (path: string) => string | Promise<string> }

/** Reads a secret where the configuration says it lies, anew each time, without the white space around it. */
export type SecretReader = (ref: SecretRef) => Promise<string>

/** A reader of secrets. Its calls throw `secret.missing` with the variable or file, never with a value. */
export function createSecretReader({ env, readFile }: Powers): SecretReader {
  return async (ref) => {
    if ('env' in ref) {
      const value = env[ref.env]?.trim()
      if (value) return value
      throw new Why403Error('secret.missing', `The environment variable ${ref.env} is not set, so its secret is missing.`, {
        facts: { env: ref.env },
      })
    }
    try {
      const value = (await readFile(ref.file)).trim()
      if (value !== '') return value
    } catch (cause) {
      throw new Why403Error('secret.missing', `The file ${ref.file} cannot be read, so its secret is missing.`, { cause })
    }
    throw new Why403Error('secret.missing', `The file ${ref.file} is empty, so its secret is missing.`)
  }
}
