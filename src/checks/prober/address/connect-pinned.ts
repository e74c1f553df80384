import { isIPv6, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { buildConnector } from 'undici'
import { markWanted, watchForRefusal } from './certificate-wanted.ts'

/** Time to connect, TLS included, so that no socket outlives its probe for long. */
const CONNECT_TIMEOUT_MS = 10_000

/** What a TLS handshake offers and trusts besides Node's own. PEM texts. */
export type TlsOptions = {
  /** Offers HTTP/2, and prefers it. */
  allowH2?: boolean
  ca?: string[]
  cert?: string
  key?: string
  passphrase?: string
  /** False to look at a connection that nothing is sent over. */
  rejectUnauthorized?: boolean
}

/** Opens a socket to one of `addresses` and nowhere else; TLS and Host keep the name. */
export type Connect = (addresses: readonly string[], tls?: TlsOptions) => buildConnector.connector

/** A lookup that knows these addresses alone, whatever name is asked for. */
function lookupOf(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
  return (_hostname, options, callback) => {
    const first = all[0]
    if (options.all) callback(null, all)
    else callback(null, first?.address ?? '', first?.family)
  }
}

function samePlace(a: string, b: string): boolean {
  return ipaddr.isValid(a) && ipaddr.isValid(b) && ipaddr.process(a).toString() === ipaddr.process(b).toString()
}

/** Connects with a lookup that knows the checked addresses alone, and looks again where the socket ended. */
export function connectPinned(addresses: readonly string[], tls: TlsOptions = {}): buildConnector.connector {
  const connect = buildConnector({
    allowH2: false,
    timeout: CONNECT_TIMEOUT_MS,
    maxCachedSessions: 0,
    lookup: lookupOf(addresses),
    ...tls,
    ...(tls.allowH2 && { preferH2: true }),
  })
  return (options, callback) => {
    const opening: unknown = connect(options, (...answer) => {
      const [error, socket] = answer
      if (error) markWanted(error, opening)
      watchForRefusal(socket)
      const remote = socket?.remoteAddress ?? ''
      if (!socket || addresses.some((address) => samePlace(address, remote))) {
        callback(...answer)
        return
      }
      socket.destroy()
      callback(new Error('the connection ended at an address that was not checked'), null)
    })
  }
}
