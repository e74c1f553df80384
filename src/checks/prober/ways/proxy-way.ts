import type { buildConnector } from 'undici'
import { refuseAddress } from '../address/classify-address.ts'
import type { Connect } from '../address/connect-pinned.ts'
import type { Pins } from '../address/pins.ts'
import { ProxyDispatcher } from './proxy-dispatcher.ts'
import type { ProxyVantage, TlsFor, Way } from './way.ts'

type Ground = {
  pins: Pins
  connect: Connect
  tlsFor: TlsFor
  privateNetwork(target: string): boolean
  authorization?: string | undefined
}

/**
 * The way through a proxy of the configuration, whose own address is pinned. The proxy resolves the target's name, so what it
 * must not be asked for is judged by the addresses that are known here; a name that only the proxy can resolve is left to it.
 */
export function openProxyWay({ pins, connect, tlsFor, privateNetwork, authorization }: Ground, { proxy }: ProxyVantage): Way {
  const { hostname } = new URL(proxy)

  function connector(options: buildConnector.Options, callback: buildConnector.Callback): void {
    const addresses = pins.addressesOf(hostname)
    if (!addresses) return void callback(new Error('the proxy was not checked'), null)
    connect(addresses)(options, callback)
  }

  async function pin(url: string, target: string, signal: AbortSignal) {
    const unsafe = await pins.pin(proxy, true, signal)
    if (unsafe) return { ...unsafe, message: `the proxy: ${unsafe.message}` }
    const failure = await pins.pin(url, privateNetwork(target), signal)
    if (failure?.kind !== 'unreachable') return failure
    const literal = refuseAddress(new URL(url).hostname, privateNetwork(target))
    return literal && /^[\d.]+$|^\[/.test(new URL(url).hostname) ? { kind: 'refused' as const, message: literal } : null
  }

  return { dispatcher: new ProxyDispatcher({ proxy, connector, tlsFor, authorization }), pin, addressOf: () => undefined }
}
