import { Agent, type buildConnector } from 'undici'
import type { Connect } from '../address/connect-pinned.ts'
import { canonicalHost, type Pins } from '../address/pins.ts'
import { AGENT_OPTIONS, type TlsFor, type Way, type WayChoice } from './way.ts'

type Ground = { pins: Pins; connect: Connect; tlsFor: TlsFor; privateNetwork(target: string): boolean }

/** The way to the host's own addresses, or to `address` alone, which has to be one of them. */
export function openDirectWay({ pins, connect, tlsFor, privateNetwork }: Ground, { address, http2 = false }: WayChoice): Way {
  const ends = new Map<string, string>()
  const chosen = (hostname: string) => pins.addressesOf(hostname)?.filter((each) => address === undefined || each === address) ?? []

  function connector(options: buildConnector.Options, callback: buildConnector.Callback): void {
    const hostname = canonicalHost(options.hostname)
    const addresses = chosen(hostname)
    if (addresses.length === 0) return void callback(new Error('the host was not checked'), null)
    const tls = { ...tlsFor(`${options.protocol}//${options.host ?? hostname}`), ...(http2 && { allowH2: true }) }
    connect(addresses, tls)(options, (...answer) => {
      const [, socket] = answer
      if (socket) ends.set(hostname, addresses.length === 1 ? (addresses[0] ?? '') : (socket.remoteAddress ?? ''))
      callback(...answer)
    })
  }

  async function pin(url: string, target: string, signal: AbortSignal) {
    const failure = await pins.pin(url, privateNetwork(target), signal)
    if (failure || address === undefined || chosen(new URL(url).hostname).length > 0) return failure
    return { kind: 'refused' as const, message: `${address} is no address of ${new URL(url).hostname}` }
  }

  const dispatcher = new Agent({ ...AGENT_OPTIONS, connect: connector, allowH2: http2 })
  return { dispatcher, pin, connector, addressOf: (url) => ends.get(new URL(url).hostname) }
}
