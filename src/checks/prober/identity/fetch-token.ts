import {
  type AuthorizationServer,
  type Client,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  clientCredentialsGrantRequest,
  None,
  processClientCredentialsResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  type TokenEndpointResponse,
} from 'oauth4webapi'
import type { OAuth2 } from '../../../config/config.ts'
import { CheckFailed } from '../../check-failed.ts'
import { type AskSource, fetchByAsking } from './fetch-by-asking.ts'
import { tokenFailure } from './token-failure.ts'

/** What a token endpoint is asked with; the secrets are in clear. Without `refreshToken` the client asks for itself. */
export type TokenRequest = {
  ask: AskSource
  oauth2: OAuth2
  clientSecret: string | undefined
  refreshToken: string | undefined
}

/** What a token endpoint gave (RFC 6749, 5.1). `refreshToken` replaces the one that was used. */
export type FetchedToken = { accessToken: string; tokenType: string; expiresInS?: number; scope?: string; refreshToken?: string }

function clientAuth({ oauth2, clientSecret }: TokenRequest): ClientAuth {
  if (clientSecret === undefined) return None()
  return oauth2.authentication === 'post' ? ClientSecretPost(clientSecret) : ClientSecretBasic(clientSecret)
}

function parametersOf({ scope, audience, resource }: OAuth2): Record<string, string> {
  return Object.fromEntries(Object.entries({ scope, audience, resource }).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

/** An ID token in the answer is none of ours, and without the issuer's metadata it cannot be verified. */
function withoutIdToken(ask: AskSource): AskSource {
  return async (request) => {
    const answer = await ask(request)
    if (!answer.body.includes('"id_token"')) return answer
    try {
      const { id_token: _, ...rest } = JSON.parse(answer.body) as Record<string, unknown>
      return { ...answer, body: JSON.stringify(rest) }
    } catch {
      return answer
    }
  }
}

async function grant(request: TokenRequest, ask: AskSource): Promise<TokenEndpointResponse> {
  const { oauth2, refreshToken } = request
  const server: AuthorizationServer = { issuer: new URL(oauth2.tokenUrl).origin, token_endpoint: oauth2.tokenUrl }
  const client: Client = { client_id: oauth2.clientId }
  const parameters = parametersOf(oauth2)
  const options = fetchByAsking(withoutIdToken(ask))
  if (refreshToken === undefined) {
    const response = await clientCredentialsGrantRequest(server, client, clientAuth(request), parameters, options)
    return processClientCredentialsResponse(server, client, response)
  }
  const renewal = { ...options, additionalParameters: parameters }
  const response = await refreshTokenGrantRequest(server, client, clientAuth(request), refreshToken, renewal)
  return processRefreshTokenResponse(server, client, response)
}

/**
 * Asks a token endpoint: with the refresh token where there is one (RFC 6749, 6), else with the client's credentials (4.4).
 * @throws CheckFailed `no-token` with the endpoint's own error code, or why no answer came; never with a secret
 */
export async function fetchToken(request: TokenRequest): Promise<FetchedToken> {
  const { clientSecret, refreshToken, oauth2 } = request
  if (clientSecret === undefined && refreshToken === undefined)
    throw new CheckFailed('secret-missing', `the client ${oauth2.clientId} has neither clientSecret nor refreshToken`)
  let status: number | undefined
  const ask: AskSource = async (question) => {
    const answer = await request.ask(question)
    status = answer.status
    return answer
  }
  try {
    const answer = await grant(request, ask)
    return {
      accessToken: answer.access_token,
      tokenType: answer.token_type,
      ...(answer.expires_in !== undefined && { expiresInS: answer.expires_in }),
      ...(answer.scope !== undefined && { scope: answer.scope }),
      ...(answer.refresh_token !== undefined && { refreshToken: answer.refresh_token }),
    }
  } catch (error) {
    throw tokenFailure(error, {
      tokenUrl: oauth2.tokenUrl,
      status,
      secrets: [clientSecret, refreshToken].filter((one) => one !== undefined),
    })
  }
}
