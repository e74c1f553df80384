import type { Socket } from 'node:net'
import type { PeerCertificate, TLSSocket } from 'node:tls'
import type { buildConnector } from 'undici'
import type { CertificateFacts, Connection, TlsFacts } from '../connection.ts'
import { isCertificateAsked, wantsClientCertificate } from './address/certificate-wanted.ts'
import { failureOf } from './failure-of.ts'
import { NAMELESS_HOST } from './ways/way.ts'

/** A server that sends more certificates than these has no chain but a heap. */
const CHAIN_MAX = 8
const NAMES_MAX = 50

type Asked = { connector: buildConnector.connector; url: string; serverName?: string | null | undefined; signal: AbortSignal }

function isTls(socket: Socket): socket is TLSSocket {
  return 'getPeerCertificate' in socket
}

function nameOf(name: PeerCertificate['subject'] | undefined): string {
  const fields = Object.entries(name ?? {}).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${[value].flat().join('+')}`]))
  return fields.join(', ').slice(0, 300)
}

function isoOf(time: string): string {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}

function factsOf(certificate: PeerCertificate): CertificateFacts {
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    names: (certificate.subjectaltname ?? '').split(/,\s*/).filter(Boolean).slice(0, NAMES_MAX),
    validFrom: isoOf(certificate.valid_from),
    validTo: isoOf(certificate.valid_to),
  }
}

function chainOf(socket: TLSSocket): CertificateFacts[] {
  const chain: CertificateFacts[] = []
  const seen = new Set<string>()
  let certificate = socket.getPeerCertificate(true)
  while (certificate?.fingerprint256 && !seen.has(certificate.fingerprint256) && chain.length < CHAIN_MAX) {
    seen.add(certificate.fingerprint256)
    chain.push(factsOf(certificate))
    certificate = certificate.issuerCertificate
  }
  return chain
}

function tlsFactsOf(socket: TLSSocket): TlsFacts {
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher()?.name ?? '',
    alpn: socket.alpnProtocol || '',
    verified: socket.authorized,
    problem: socket.authorized ? '' : String(socket.authorizationError ?? ''),
    chain: chainOf(socket),
    clientCertificateRequested: isCertificateAsked(socket),
  }
}

function connected({ connector, url, serverName, signal }: Asked): Promise<Socket> {
  const { protocol, host, hostname, port } = new URL(url)
  const plain = hostname.replace(/^\[|\]$/g, '')
  const options = {
    hostname: plain,
    host: serverName === null ? NAMELESS_HOST : host,
    protocol,
    port,
    ...(serverName && { servername: serverName }),
  }
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    connector(options as buildConnector.Options, (error, socket) => {
      signal.removeEventListener('abort', giveUp)
      if (signal.aborted) socket?.destroy()
      else if (socket) resolve(socket)
      else reject(error)
    })
  })
}

/** Opens a connection, notes what it shows and closes it. Nothing is sent after the handshake, so the certificate need not be good. */
export async function inspectConnection(asked: Asked): Promise<Connection> {
  const start = performance.now()
  const { protocol, port } = new URL(asked.url)
  const portNumber = Number(port) || (protocol === 'https:' ? 443 : 80)
  const since = () => Math.round(performance.now() - start)
  try {
    const socket = await connected(asked)
    const { remoteAddress, localAddress } = socket
    const tls = isTls(socket) ? { tls: tlsFactsOf(socket) } : {}
    socket.on('error', () => {}).destroy()
    return {
      port: portNumber,
      durationMs: since(),
      ...(remoteAddress !== undefined && { address: remoteAddress }),
      ...(localAddress !== undefined && { localAddress }),
      ...tls,
    }
  } catch (error) {
    const failure = asked.signal.aborted ? { kind: 'timeout' as const, message: 'no connection came about in time' } : failureOf(error)
    const isWanted = wantsClientCertificate(error)
    return { port: portNumber, durationMs: since(), failure, ...(isWanted && { clientCertificateRequested: true }) }
  }
}
