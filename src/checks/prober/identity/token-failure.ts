import { ResponseBodyError } from 'oauth4webapi'
import { isWhy403Error } from '../../../errors.ts'
import { redactText } from '../../../redaction/redact-text.ts'
import { CheckFailed } from '../../check-failed.ts'

/** What is known of a question to a token endpoint that brought no token. `status` of its answer, if one came. */
type Asked = { tokenUrl: string; status: number | undefined; secrets: readonly string[] }

const DESCRIPTION_MAX = 200

/** What the errors of RFC 6749 (5.2) and RFC 8707 (2) mean for whoever configured the identity. */
const MEANS: Readonly<Record<string, string>> = {
  invalid_client: 'the client id or its secret is wrong, or it is sent another way than the endpoint wants',
  invalid_grant: 'the refresh token has run out, was revoked or was used before',
  unauthorized_client: 'this client may not ask in this way',
  unsupported_grant_type: 'the endpoint does not know this grant',
  invalid_scope: 'a scope that is asked for is unknown or not given to this client',
  invalid_target: 'the resource or audience that is asked for is unknown or not given to this client',
  invalid_request: 'the endpoint wants something that is not configured, such as scope, audience or resource',
}

function quoted(description: unknown, secrets: readonly string[]): string {
  if (typeof description !== 'string' || description.trim() === '') return ''
  return ` (“${redactText(description.slice(0, 4 * DESCRIPTION_MAX), secrets)
    .replace(/\s+/g, ' ')
    .slice(0, DESCRIPTION_MAX)}”)`
}

/** The error of an OAuth answer: as its status says, or, as some servers do, in an answer of 200. */
function oauthError(error: unknown): { code: string; description: unknown } | undefined {
  if (error instanceof ResponseBodyError) return { code: error.error, description: error.error_description }
  const cause = error instanceof Error ? error.cause : undefined
  if (typeof cause !== 'object' || cause === null || !('body' in cause)) return undefined
  const { body } = cause
  if (typeof body !== 'object' || body === null || !('error' in body) || typeof body.error !== 'string') return undefined
  return { code: body.error, description: 'error_description' in body ? body.error_description : undefined }
}

/** Why a token endpoint gave no token, in words without secrets. What came from our own doors is handed on as it is. */
export function tokenFailure(error: unknown, { tokenUrl, status, secrets }: Asked): unknown {
  const { host } = new URL(tokenUrl)
  if (error instanceof CheckFailed) return new CheckFailed(error.reason, `the token endpoint gave no answer: ${error.message}`)
  if (isWhy403Error(error)) return error
  const said = oauthError(error)
  if (said) {
    const code = redactText(said.code.slice(0, 60), secrets)
    const means = MEANS[code] === undefined ? '' : `: ${MEANS[code]}`
    return new CheckFailed('no-token', `the token endpoint of ${host} says ${code}${quoted(said.description, secrets)}${means}`)
  }
  if (status === undefined) return error
  const what = status === 200 ? 'what it sent is no token for us (RFC 6749, 5.1)' : 'no token came with it'
  return new CheckFailed('no-token', `the token endpoint of ${host} answered ${status}, and ${what}`)
}
