import type { Failure } from '../failure-of.ts'
import { refuseAddress } from './classify-address.ts'
import { type Resolve, type Resolved, resolveHost } from './resolve-host.ts'

/** The hosts of one session: each resolved once, and judged for each target anew, since `privateNetwork` is the target's. */
export type Pins = {
  /** Resolves and checks the host of a URL; from then on `addressesOf` knows it. */
  pin(url: string, privateNetwork: boolean, signal: AbortSignal): Promise<Failure | null>
  /** The checked addresses of a host name as URLs spell it. */
  addressesOf(hostname: string): readonly string[] | undefined
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(null)
    signal.addEventListener('abort', giveUp, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}

/** A host name as URLs spell it; connectors are told IPv6 addresses without their brackets. */
export function canonicalHost(hostname: string): string {
  return hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname
}

/** Makes the pins of a session over a resolver. */
export function createPins(resolve: Resolve): Pins {
  const resolved = new Map<string, Promise<Resolved>>()
  const pinned = new Map<string, readonly string[]>()

  async function pin(url: string, privateNetwork: boolean, signal: AbortSignal): Promise<Failure | null> {
    const { hostname } = new URL(url)
    const pending = resolved.get(hostname) ?? resolveHost(hostname, resolve)
    resolved.set(hostname, pending)
    const found = await untilAborted(pending, signal)
    if (found === null) return { kind: 'timeout', message: `the name ${hostname} did not resolve in time` }
    if ('unreachable' in found) return { kind: 'unreachable', message: found.unreachable }
    const refused = found.addresses.map((address) => refuseAddress(address, privateNetwork)).find((why) => why !== null)
    if (refused !== undefined) return { kind: 'refused', message: refused }
    pinned.set(hostname, found.addresses)
    return null
  }

  return { pin, addressesOf: (hostname) => pinned.get(hostname) }
}
