import type { Socket } from 'node:net'
import { Agent, buildConnector, Dispatcher } from 'undici'
import { readRefusedTunnel } from './read-refused-tunnel.ts'
import { TunnelFailed, TunnelRefused } from './tunnel-failure.ts'
import { AGENT_OPTIONS, type TlsFor } from './way.ts'

/** Time for a proxy's answer to CONNECT, and for TLS over it: as long as a whole probe has. */
const TUNNEL_TIMEOUT_MS = 10_000
const TLS_OPTIONS = { allowH2: false, timeout: TUNNEL_TIMEOUT_MS, maxCachedSessions: 0 } as const

type Ground = { proxy: string; connector: buildConnector.connector; tlsFor: TlsFor; authorization?: string | undefined }

/** An authority with its port, as CONNECT wants it (RFC 9110, 9.3.6). */
function authorityOf({ protocol, host = '', port }: buildConnector.Options): string {
  return port ? host : `${host}:${protocol === 'https:' ? 443 : 80}`
}

/**
 * Sends through one proxy: `http` with the absolute URL (RFC 9112, 3.2.2), `https` by CONNECT and TLS to the target end to end.
 * A tunnel that the proxy refuses rejects with TunnelRefused, one that does not come about with TunnelFailed. undici's own
 * ProxyAgent drops the page of a proxy that refuses, by which it is told who refused.
 */
export class ProxyDispatcher extends Dispatcher {
  readonly #proxy: URL
  readonly #headers: Readonly<Record<string, string>>
  readonly #tlsFor: TlsFor
  readonly #toProxy: Agent
  readonly #tunnels: Agent
  readonly #sockets = new Set<Socket>()
  readonly #closing = new AbortController()

  constructor({ proxy, connector, tlsFor, authorization }: Ground) {
    super()
    this.#proxy = new URL(proxy)
    this.#headers = authorization === undefined ? {} : { 'proxy-authorization': authorization }
    this.#tlsFor = tlsFor
    this.#toProxy = new Agent({ ...AGENT_OPTIONS, connect: connector, allowH2: false })
    const connect: buildConnector.connector = (options, callback) => {
      this.#openTunnel(options).then(
        (socket) => this.#secure({ ...options, httpSocket: socket }, callback),
        (error: Error) => callback(error, null),
      )
    }
    this.#tunnels = new Agent({ ...AGENT_OPTIONS, connect, allowH2: false })
  }

  async #openTunnel(options: buildConnector.Options): Promise<Socket> {
    const answer = await this.#toProxy
      .connect({
        origin: this.#proxy.origin,
        path: authorityOf(options),
        headers: { ...this.#headers, host: authorityOf(options) },
        servername: this.#proxy.hostname,
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(TUNNEL_TIMEOUT_MS)]),
      } as Dispatcher.ConnectOptions)
      .catch((error: unknown) => {
        throw new TunnelFailed(error)
      })
    const socket = answer.socket as Socket
    this.#sockets.add(socket.once('close', () => this.#sockets.delete(socket)))
    if (answer.statusCode >= 200 && answer.statusCode < 300) return socket
    throw new TunnelRefused(await readRefusedTunnel(answer))
  }

  /** What belongs to the target alone is presented to its own origins alone, here as everywhere. */
  #secure(options: buildConnector.Options, callback: buildConnector.Callback): void {
    const tls = this.#tlsFor(`${options.protocol}//${options.host ?? options.hostname}`)
    buildConnector({ ...TLS_OPTIONS, ...tls })(options, callback)
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const target = new URL(String(options.origin))
    if (target.protocol === 'https:') return this.#tunnels.dispatch(options, handler)
    const headers = { ...(options.headers as Record<string, string>), host: target.host, ...this.#headers }
    const forwarded = { ...options, origin: this.#proxy.origin, path: `${target.origin}${options.path}`, headers }
    return this.#toProxy.dispatch({ ...forwarded, servername: this.#proxy.hostname } as Dispatcher.DispatchOptions, handler)
  }

  override async close(): Promise<void> {
    await this.destroy()
  }

  override async destroy(): Promise<void> {
    this.#closing.abort()
    for (const socket of this.#sockets) socket.destroy()
    await Promise.all([this.#tunnels.destroy(), this.#toProxy.destroy()])
  }
}
