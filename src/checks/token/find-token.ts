import type { Credential } from '../check.ts'
import { lookOfToken, type TokenLook } from './look-of-token.ts'

/** A token and where it is carried. `token` is in clear, `''` where the value is none; `scheme` of its Authorization header. */
export type FoundToken = { token: string; where: string; look: TokenLook; scheme?: string }

const JWT = /^[\w-]{8,}\.[\w-]{2,}\.[\w-]*$/
const BEARER = /^\s*bearer(?:\s+([\s\S]*))?$/i

function bearerValue({ headers, bearer }: Credential): string | undefined {
  const match = BEARER.exec(headers.authorization ?? '')
  return match ? (match[1] ?? '') : bearer
}

/** The token of a credential: a bearer value, or a JWT in another header or a cookie. */
export function findToken(credential: Credential): FoundToken | null {
  const value = bearerValue(credential)
  if (value !== undefined) return { ...lookOfToken(value), where: 'authorization', scheme: 'bearer' }
  const { headers, cookies } = credential
  const fields = Object.entries(headers).filter(([name]) => name !== 'cookie')
  const carried = [
    ...fields.map(([name, text]) => ({ where: name, token: text.trim().replace(/^\w+\s+/, ''), scheme: /^\s*(\w+)\s+\S/.exec(text)?.[1] })),
    ...Object.entries(cookies).map(([name, token]) => ({ where: `cookie ${name}`, token, scheme: undefined })),
  ]
  const found = carried.find(({ token }) => token.startsWith('eyJ') && JWT.test(token))
  if (!found) return null
  const { where, token, scheme } = found
  const { look } = lookOfToken(token)
  const isBare = where === 'authorization' && scheme === undefined
  return {
    where,
    token,
    look: isBare && look === 'jwt' ? 'no-scheme' : look,
    ...(scheme !== undefined && { scheme: scheme.toLowerCase() }),
  }
}
