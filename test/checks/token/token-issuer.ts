import type { RequestListener, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import { type LoopbackServer, startServer } from '../loopback-server.ts'

type Key = { kid: string; privateKey: CryptoKey; publicJwk: JWK }
type Signing = { key?: Key; alg?: string; kid?: string }

/** An issuer on loopback with keys of its own. `behave` replaces what a path answers; `opaque` are the tokens that introspection knows. */
export type TokenIssuer = {
  issuer: string
  server: LoopbackServer
  /** The published keys; another key is not published until it is put here. */
  published: Key[]
  opaque: Map<string, object>
  behave: Map<string, RequestListener>
  /** Forms that were posted, by path. */
  posted: { path: string; authorization: string | undefined; form: Record<string, string> }[]
  sign(claims: JWTPayload, signing?: Signing): Promise<string>
  [Symbol.asyncDispose](): Promise<void>
}

/** Makes a key pair for ES256 unless another algorithm is named. */
export async function makeKey(kid: string, alg = 'ES256'): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

/** Starts an issuer under `path`; its metadata lies at `wellKnown`. */
export async function startIssuer(path = '', wellKnown = `${path}/.well-known/openid-configuration`): Promise<TokenIssuer> {
  const published = [await makeKey('key-1')]
  const opaque = new Map<string, object>()
  const behave = new Map<string, RequestListener>()
  const posted: TokenIssuer['posted'] = []
  let count = 0
  const server = await startServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://issuer.test')
    const form = Object.fromEntries(new URLSearchParams(await text(request)))
    if (request.method === 'POST') posted.push({ path: pathname, authorization: request.headers.authorization, form })
    const other = behave.get(pathname)
    if (other) return other(request, response)
    if (pathname === wellKnown)
      return sendJson(response, { issuer, jwks_uri: `${server.url}/keys`, introspection_endpoint: `${server.url}/introspect` })
    if (pathname === '/keys') return sendJson(response, { keys: published.map(({ publicJwk }) => publicJwk) })
    if (pathname === '/introspect') return sendJson(response, opaque.get(form.token ?? '') ?? { active: false })
    if (pathname === '/token')
      return sendJson(response, { access_token: `token-number-${++count}`, token_type: 'Bearer', expires_in: 3600 })
    response.writeHead(404).end()
  })
  const issuer = `${server.url}${path}`
  const sign = async (claims: JWTPayload, { key = published[0], alg = 'ES256', kid = key?.kid }: Signing = {}) => {
    if (!key) throw new Error('there is no key to sign with')
    const header = { alg, ...(kid !== undefined && { kid }) }
    return new SignJWT({ iss: issuer, ...claims }).setProtectedHeader(header).sign(key.privateKey)
  }
  return { issuer, server, published, opaque, behave, posted, sign, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}
