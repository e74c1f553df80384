import type { LookupFunction } from 'node:net'
import { ProxyAgent } from 'undici'
import { refuseAddress } from '../address/classify-address.ts'
import { lookupOf } from '../address/connect-pinned.ts'
import type { Pins } from '../address/pins.ts'
import { AGENT_OPTIONS, type ProxyVantage, type TlsFor, type Way } from './way.ts'

type Ground = {
  pins: Pins
  tlsFor: TlsFor
  privateNetwork(target: string): boolean
  incidentUrl: string
  authorization?: string | undefined
}

/**
 * The way through a proxy of the configuration: `https` by CONNECT, `http` with the absolute URL (RFC 9110, 9.3.6; RFC 9112, 3.2.2).
 * The proxy resolves the name, so what it must not be asked for is judged by the addresses that are known here; a name that only
 * the proxy can resolve is left to it.
 */
export function openProxyWay(ground: Ground, { proxy }: ProxyVantage): Way {
  const { pins, tlsFor, privateNetwork, incidentUrl, authorization } = ground
  const { hostname } = new URL(proxy)
  const lookup: LookupFunction = (name, options, callback) => lookupOf(pins.addressesOf(hostname) ?? [])(name, options, callback)
  const { ca, cert, key, passphrase } = tlsFor(new URL(incidentUrl).origin)

  async function pin(url: string, target: string, signal: AbortSignal) {
    const unsafe = await pins.pin(proxy, true, signal)
    if (unsafe) return unsafe
    const failure = await pins.pin(url, privateNetwork(target), signal)
    if (failure?.kind !== 'unreachable') return failure
    const literal = refuseAddress(new URL(url).hostname, privateNetwork(target))
    return literal && /^[\d.]+$|^\[/.test(new URL(url).hostname) ? { kind: 'refused' as const, message: literal } : null
  }

  const dispatcher = new ProxyAgent({
    ...AGENT_OPTIONS,
    uri: proxy,
    allowH2: false,
    ...(authorization !== undefined && { token: authorization }),
    proxyTls: { lookup, timeout: 0, maxCachedSessions: 0, allowH2: false },
    requestTls: { timeout: 0, maxCachedSessions: 0, allowH2: false, ...(ca && { ca }), ...(cert && { cert, key, passphrase }) },
  })
  return { dispatcher, pin, addressOf: () => undefined }
}
