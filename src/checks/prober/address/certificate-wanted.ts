import { TLSSocket } from 'node:tls'

/** Our own code for a connection that ended without a byte of an answer after the server had asked for a client certificate. */
export const CERTIFICATE_WANTED = 'ERR_TLS_CLIENT_CERTIFICATE_WANTED'

const wanted = new WeakSet<Error>()

/** Whether the server has asked for a client certificate: OpenSSL knows shared signature algorithms only after that (RFC 8446, 4.3.2). */
export function isCertificateAsked(socket: TLSSocket): boolean {
  return socket.getSharedSigalgs().length > 0
}

/** Remembers of an error in a handshake that the server had asked for a client certificate by then. */
export function markWanted(error: Error, socket: unknown): void {
  if (!(socket instanceof TLSSocket) || !/ALERT/.test('code' in error ? String(error.code) : '')) return
  try {
    if (isCertificateAsked(socket)) wanted.add(error)
  } catch {
    // A handshake that has ended tells no more.
  }
}

/** Whether a handshake failed after the server had asked for a client certificate. */
export function wantsClientCertificate(error: unknown): boolean {
  return error instanceof Error && (wanted.has(error) || (error.cause !== undefined && wantsClientCertificate(error.cause)))
}

/**
 * Has a connection that the server ends unanswered say that a client certificate was asked for: in TLS 1.3 the client has
 * finished its handshake by the time the server refuses it (RFC 8446, 4.4.2.4), and undici sees the end before the alert.
 */
export function watchForRefusal(socket: unknown): void {
  if (!(socket instanceof TLSSocket) || !isCertificateAsked(socket)) return
  socket.prependOnceListener('end', () => {
    if (socket.bytesRead > 0) return
    socket.destroy(Object.assign(new Error('closed after a client certificate was asked for'), { code: CERTIFICATE_WANTED }))
  })
}
