import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Why403Error } from '../../errors.ts'

/** AES-256 takes 32 bytes; GCM a nonce of 12 and a tag of 16. NIST SP 800-38D. */
export const SECRET_KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const VERSION = 'v1'

/**
 * Seals what must not lie in a table in clear. `context` is bound into the seal: a value sealed for one purpose does
 * not open for another. @throws `secret.expired` on opening what was sealed with another key or was changed.
 */
export type Vault = { seal(value: string, context?: string): string; open(sealed: string, context?: string): string }

/** A vault with this key of 32 bytes. Sealed text is `v1.` and base64url of nonce, tag, ciphertext. */
export function createVault(key: Uint8Array): Vault {
  if (key.byteLength !== SECRET_KEY_BYTES) throw new TypeError(`A secret key has ${SECRET_KEY_BYTES} bytes, not ${key.byteLength}`)
  return {
    seal: (value, context = '') => seal(key, value, context),
    open: (sealed, context = '') => open(key, sealed, context),
  }
}

function seal(key: Uint8Array, value: string, context: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(associated(context))
  const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
  return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
}

function open(key: Uint8Array, sealed: string, context: string): string {
  const [version, text] = sealed.split('.', 2)
  const bytes = Buffer.from(text ?? '', 'base64url')
  if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) throw unreadable()
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(associated(context))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    throw unreadable()
  }
}

function associated(context: string): Buffer {
  return Buffer.from(`why403/${VERSION}/${context}`)
}

function unreadable(): Why403Error {
  return new Why403Error('secret.expired', 'A sealed secret cannot be opened: it was sealed with another WHY403_SECRET_KEY or was changed.')
}
