import { formDecoded } from './form-decoded.ts'
import { multipartFields } from './multipart-fields.ts'
import { pathSecrets } from './path-secrets.ts'
import { isHarmless } from './secret-value.ts'
import { isSensitiveName, isSensitiveParameter } from './sensitive-name.ts'

/** A shorter value cannot be told from ordinary text. */
const LENGTH_MIN = 4
const DEPTH_MAX = 8
/** Each makes looking for secrets in answers slower; no honest request carries more. */
const SECRETS_MAX = 200
/** Of a longer body only the beginning is read, as a form. */
const BODY_READ_MAX = 64 * 1024

type Field = readonly [name: string, value: string]

/** Each `name=value`, as it is written and decoded. */
function pairsOf(text: string): Field[] {
  return text.split(/[?#&;/]/).flatMap((pair): Field[] => {
    const equals = pair.indexOf('=')
    if (equals < 0) return []
    const [name, value] = [formDecoded(pair.slice(0, equals)), pair.slice(equals + 1)]
    return [
      [name, value],
      [name, formDecoded(value)],
    ]
  })
}

function textsUnder(value: unknown, name: string, depth: number): Field[] {
  if (typeof value === 'string') return [[name, value]]
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return []
  if (Array.isArray(value)) return value.flatMap((item) => textsUnder(item, name, depth + 1))
  return Object.entries(value).flatMap(([key, item]) => textsUnder(item, isSensitiveName(name) ? name : key, depth + 1))
}

function fieldsOf(body: string): Field[] {
  if (body === '') return []
  const start = body.slice(0, BODY_READ_MAX)
  if (/^\s*--/.test(start)) return multipartFields(start)
  // Only what may be JSON is tried: what throws is dear.
  if (body.length > BODY_READ_MAX || !/^\s*[[{"]/.test(body)) return pairsOf(start)
  try {
    return textsUnder(JSON.parse(body), '', 0)
  } catch {
    return pairsOf(body)
  }
}

/**
 * What must not come back in an answer, besides the credentials of the headers: values of secret parameters of the URL,
 * parts of its path that are credentials, and secret fields of a JSON or form body. A target that echoes one alone gives no name by which it could be found.
 */
export function secretsOfRequest({ url, body = '' }: { url: string; body?: string | null | undefined }): string[] {
  const inUrl = pairsOf(url).filter(([name]) => isSensitiveParameter(name))
  const inBody = fieldsOf(body ?? '').filter(([name]) => isSensitiveName(name))
  const values = [...pathSecrets(url), ...[...inUrl, ...inBody].map(([, value]) => value.trim())]
  return [...new Set(values)].filter((value) => value.length >= LENGTH_MIN && !isHarmless(value)).slice(0, SECRETS_MAX)
}
