import type { Exchange } from '../../exchange.ts'

/** How surely a handshake that ended so was refused for want of a good client certificate. */
type HandshakeRefusal = { confidence: number; means: string }

/** Alerts about the client's certificate (RFC 8446, 6.2), in OpenSSL's, curl's and the prober's words. */
const ALERTS: readonly (readonly [RegExp, HandshakeRefusal])[] = [
  [
    /certificate required|demands a client certificate/i,
    { confidence: 0.95, means: 'The server demands a client certificate and got none' },
  ],
  [/client certificate (?:has expired|is revoked)|alert certificate (?:expired|revoked)/i, certificateRefused('has ended or is revoked')],
  [/authority of the client certificate|alert unknown ca/i, certificateRefused('is of an authority that the server does not know')],
  [
    /not accept the client certificate|alert (?:unsupported|bad) certificate|alert certificate unknown/i,
    certificateRefused('is not accepted'),
  ],
  [
    /asked for a client certificate/i,
    { confidence: 0.8, means: 'The server asked for a client certificate and broke off without a good one' },
  ],
]

function certificateRefused(why: string): HandshakeRefusal {
  return { confidence: 0.9, means: `The client certificate ${why}` }
}

/** Whether the server refused this exchange in the TLS handshake already, by an alert about the client's certificate. */
export function refusedHandshake({ failure }: Exchange): HandshakeRefusal | undefined {
  if (failure?.kind !== 'tls' && failure?.kind !== 'protocol') return undefined
  return ALERTS.find(([words]) => words.test(failure.message))?.[1]
}
