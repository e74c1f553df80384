import type { Exchange } from '../../../exchange.ts'

/** The proxy answered CONNECT itself, so the request never reached the target; `response` is the proxy's own answer. */
export class TunnelRefused extends Error {
  override readonly name = 'TunnelRefused'
  readonly response: NonNullable<Exchange['response']>

  constructor(response: NonNullable<Exchange['response']>) {
    super(`the proxy refused the tunnel with status ${response.status}`)
    this.response = response
  }
}

/** No answer to CONNECT came; `cause` is the network's error. Without a code of its own, since undici tries some codes for ever. */
export class TunnelFailed extends Error {
  override readonly name = 'TunnelFailed'

  constructor(cause: unknown) {
    super('the proxy gave no tunnel', { cause })
  }
}
