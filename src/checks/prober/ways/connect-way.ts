import { isIP } from 'node:net'
import { Agent, type buildConnector } from 'undici'
import type { Connect } from '../address/connect-pinned.ts'
import type { Pins } from '../address/pins.ts'
import { AGENT_OPTIONS, type ConnectVantage, NAMELESS_HOST, type TlsFor, type Way } from './way.ts'

type Ground = { pins: Pins; connect: Connect; tlsFor: TlsFor; incidentUrl: string }

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/**
 * The way straight to the address of a vantage: Host and the name in TLS stay those of the URL. The address may be private, since
 * it is listed; link-local and metadata addresses are refused all the same. It is for the incident's own origin alone: its port speaks that scheme.
 */
export function openConnectWay({ pins, connect, tlsFor, incidentUrl }: Ground, { name, connect: place }: ConnectVantage): Way {
  const origin = `http://${place}`
  const { hostname } = new URL(origin)
  // From the text: a URL drops the port that is its scheme's own.
  const port = place.slice(place.lastIndexOf(':') + 1)
  const own = new URL(incidentUrl).origin

  function connector(options: buildConnector.Options, callback: buildConnector.Callback): void {
    const addresses = pins.addressesOf(hostname)
    if (!addresses) return void callback(new Error('the host was not checked'), null)
    const asked = bare(options.hostname)
    const isNamed = isIP(asked) === 0 && options.host !== NAMELESS_HOST
    const serverName = options.servername ?? (isNamed ? asked : undefined)
    const tls = tlsFor(`${options.protocol}//${options.host ?? options.hostname}`)
    connect(addresses, tls)({ ...options, hostname: bare(hostname), port, ...(serverName && { servername: serverName }) }, callback)
  }

  async function pin(url: string, _target: string, signal: AbortSignal) {
    if (new URL(url).origin !== own) return { kind: 'refused' as const, message: `the vantage ${name} leads to ${own} alone` }
    return pins.pin(origin, true, signal)
  }

  const dispatcher = new Agent({ ...AGENT_OPTIONS, connect: connector, allowH2: false })
  return { dispatcher, pin, connector, addressOf: () => pins.addressesOf(hostname)?.[0] }
}
