import { z } from 'zod'
import { FailureKind } from '../exchange.ts'

/** Which connection to open: to the incident's own host unless said otherwise. */
export type ConnectionRequest = {
  url?: string
  /** One of the host's own addresses. */
  address?: string
  vantage?: string
  /** The name in the TLS handshake (RFC 6066, 3); null sends none. */
  serverName?: string | null
  /** Presents the client certificate of this identity. */
  as?: string
}

/** One certificate of a chain. Names are DNS names and addresses as `subjectAltName` has them; times in ISO 8601. */
export const CertificateFacts = z.object({
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()),
  validFrom: z.string(),
  validTo: z.string(),
})
export type CertificateFacts = z.infer<typeof CertificateFacts>

/** What a TLS handshake showed. `verified` is false with the reason in `problem`. */
export const TlsFacts = z.object({
  protocol: z.string(),
  cipher: z.string(),
  /** The protocol chosen by ALPN (`h2`, `http/1.1`), empty where the server chose none. */
  alpn: z.string(),
  verified: z.boolean(),
  problem: z.string(),
  /** From the server's own certificate upwards, as far as it is sent or known here. */
  chain: z.array(CertificateFacts),
  /** The server asked for a client certificate (RFC 8446, 4.3.2). */
  clientCertificateRequested: z.boolean(),
})
export type TlsFacts = z.infer<typeof TlsFacts>

/** One connection: where it ended, where it left from, what TLS showed; or why there was none. */
export const Connection = z.object({
  address: z.string().optional(),
  port: z.int(),
  localAddress: z.string().optional(),
  durationMs: z.number().nonnegative(),
  tls: TlsFacts.optional(),
  /** With a failure: the server broke the handshake off after it had asked for a client certificate. */
  clientCertificateRequested: z.boolean().optional(),
  failure: z.object({ kind: FailureKind, message: z.string() }).optional(),
})
export type Connection = z.infer<typeof Connection>
