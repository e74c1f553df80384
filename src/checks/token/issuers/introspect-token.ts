import {
  type AuthorizationServer,
  ClientSecretBasic,
  ClientSecretPost,
  type IntrospectionResponse,
  introspectionRequest,
  processIntrospectionResponse,
  ResponseBodyError,
} from 'oauth4webapi'
import type { Issuer } from '../../../config/sources/issuer.ts'
import { isWhy403Error } from '../../../errors.ts'
import type { CheckContext } from '../../check.ts'
import { CheckFailed } from '../../check-failed.ts'
import { fetchByAsking } from '../../prober/identity/fetch-by-asking.ts'

/** Which endpoint is asked, by which client. */
export type IntrospectionClient = { issuer: string; url: string; client: NonNullable<Issuer['introspection']> }

function reasonOf(error: unknown, status: number | undefined): CheckFailed {
  if (error instanceof CheckFailed) return error
  if (isWhy403Error(error, 'secret.missing')) return new CheckFailed('secret-missing', error.message.replace(/\.$/, ''))
  const said = error instanceof ResponseBodyError ? ` (${error.error.slice(0, 60)})` : ''
  if (status === 401 || status === 403) return new CheckFailed('refused', `introspection refuses our client with ${status}${said}`)
  return new CheckFailed(
    'protocol',
    status === 200 ? 'introspection did not say whether it is active' : `introspection answered ${status ?? 'nothing'}${said}`,
  )
}

/** Asks what a token is worth (RFC 7662). @throws CheckFailed where the endpoint does not tell */
export async function introspectToken(
  context: CheckContext,
  token: string,
  { issuer, url, client }: IntrospectionClient,
): Promise<IntrospectionResponse> {
  const server: AuthorizationServer = { issuer, introspection_endpoint: url }
  const asked = { client_id: client.clientId }
  let status: number | undefined
  const options = fetchByAsking(async (request) => {
    const answer = await context.ask(request)
    status = answer.status
    return answer
  })
  try {
    const secret = await context.secret(client.clientSecret)
    const auth = client.authentication === 'post' ? ClientSecretPost(secret) : ClientSecretBasic(secret)
    return await processIntrospectionResponse(server, asked, await introspectionRequest(server, asked, auth, token, options))
  } catch (error) {
    throw reasonOf(error, status)
  }
}
