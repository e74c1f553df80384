import type { buildConnector } from 'undici'
import type { Failure } from '../failure-of.ts'
import { refuseAddress } from './classify-address.ts'
import { type Connect, connectPinned } from './connect-pinned.ts'
import { type Resolve, type Resolved, resolveBySystem, resolveHost } from './resolve-host.ts'

/** The hosts of one session: each resolved and checked once, and connected to where it was checked. */
export type Pins = {
  pin(url: string, privateNetwork: boolean, signal: AbortSignal): Promise<Failure | null>
  addressOf(url: string): string | undefined
  connector: buildConnector.connector
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(null)
    signal.addEventListener('abort', giveUp, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}

/** A host name as URLs spell it; the connector is told IPv6 addresses without their brackets. */
function canonical(hostname: string): string {
  return hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname
}

/** Makes the pins of a session: resolved once, judged for each target anew, since `privateNetwork` is the target's. */
export function createPins(powers: { resolve?: Resolve; connect?: Connect }): Pins {
  const { resolve = resolveBySystem, connect = connectPinned } = powers
  const resolved = new Map<string, Promise<Resolved>>()
  const pinned = new Map<string, readonly string[]>()
  const ends = new Map<string, string>()

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

  function connector(options: buildConnector.Options, callback: buildConnector.Callback): void {
    const hostname = canonical(options.hostname)
    const addresses = pinned.get(hostname)
    if (!addresses) {
      callback(new Error('the host was not checked'), null)
      return
    }
    connect(addresses)(options, (...answer) => {
      const [, socket] = answer
      if (socket) ends.set(hostname, addresses.length === 1 ? (addresses[0] ?? '') : (socket.remoteAddress ?? ''))
      callback(...answer)
    })
  }

  return { pin, connector, addressOf: (url) => ends.get(new URL(url).hostname) }
}
