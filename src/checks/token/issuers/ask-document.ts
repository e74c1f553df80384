import type { CheckContext } from '../../check.ts'
import { CheckFailed } from '../../check-failed.ts'
import { parseJson } from '../../sources/ask-json.ts'

type Asked = Pick<CheckContext, 'ask'>
type Question = { url: string; discoveredFrom?: string; what: string }

/** What a body is where JSON was expected, in words. */
function bodyKind(body: string): string {
  if (body.trim() === '') return 'an empty body'
  return /^\s*</.test(body) ? 'HTML' : 'something else'
}

/** Reads a document that an issuer publishes, a JSON object. @throws CheckFailed `protocol` with the status or with what came in its place; why no answer came */
export async function askDocument({ ask }: Asked, { url, discoveredFrom, what }: Question): Promise<Record<string, unknown>> {
  const { status, body } = await ask({
    url,
    headers: { accept: 'application/json' },
    ...(discoveredFrom !== undefined && { discoveredFrom }),
  })
  if (status !== 200) throw new CheckFailed('protocol', `${what} was answered with ${status}`)
  const json = parseJson(body)
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { ...json }
  throw new CheckFailed('protocol', `${what} brought ${bodyKind(body)} in place of JSON`)
}
