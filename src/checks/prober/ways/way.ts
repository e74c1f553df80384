import type { buildConnector, Dispatcher } from 'undici'
import type { Vantage } from '../../../config/sources/vantage.ts'
import type { TlsOptions } from '../address/connect-pinned.ts'
import type { Failure } from '../failure-of.ts'

/** How a probe leaves: straight, to one of the host's addresses, or by a vantage; with which identity's client certificate. */
export type WayChoice = {
  vantage?: string | undefined
  address?: string | undefined
  http2?: boolean | undefined
  certificateOf?: string | undefined
  /** For looking at connections: any certificate will do, so nothing may ever be sent over it. */
  lookOnly?: boolean
}

/** A way to the target: who may be asked over it, and the sockets. */
export type Way = {
  dispatcher: Dispatcher
  /** Checks and pins the host of a URL for this way; a failure when it must not be asked. */
  pin(url: string, target: string, signal: AbortSignal): Promise<Failure | null>
  /** The address that the last connection to the host of a URL ended at. */
  addressOf(url: string): string | undefined
  /** Opens sockets as the dispatcher does; absent where a proxy stands between. */
  connector?: buildConnector.connector
}

/** TLS options for an origin: what belongs to the target (its authorities, a client certificate) is for its own origins alone. */
export type TlsFor = (origin: string) => TlsOptions

/** A vantage that leads straight to an address, or through a proxy. */
export type ConnectVantage = Extract<Vantage, { connect: string }>
export type ProxyVantage = Extract<Vantage, { proxy: string }>

/** The host to give a connector that is to send no name in the TLS handshake: Node sends none for a host that is an address. */
export const NAMELESS_HOST = '0.0.0.0'

/** What every agent of undici is made with; how long an answer may take is for the signal of each request to say. */
export const AGENT_OPTIONS = { maxHeaderSize: 64 * 1024, headersTimeout: 0, bodyTimeout: 0, connections: 20, pipelining: 1 } as const
