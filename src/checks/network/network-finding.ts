import { z } from 'zod'
import { Unseen } from '../sources/unseen.ts'

/** What `network` may be given. */
export const NetworkInput = z.strictObject({
  as: z.string().default('subject').describe('identity that asks: subject, anonymous, request or a name'),
  addresses: z.int().min(1).max(8).default(6).describe('how many addresses of the host are asked, 1 to 8'),
})
export type NetworkInput = z.infer<typeof NetworkInput>

/** What `network` finds. */
export const NetworkFinding = z.object({
  host: z.string().describe('host of the request'),
  resolves: z.boolean().describe('the name of the host has an address'),
  addresses: z.array(z.string()).describe('addresses of the host'),
  passingAddresses: z.array(z.string()).describe('addresses that let the request pass'),
  refusingAddresses: z.array(z.string()).describe('addresses that refuse it'),
  brokenAddresses: z.array(z.string()).describe('addresses that answer with a server error'),
  silentAddresses: z.array(z.string()).describe('addresses that gave no answer'),
  oneNodeRefuses: z.boolean().describe('some addresses refuse what others let pass, each time they were asked'),
  unstable: z.boolean().describe('one and the same address answers now this way, now that'),
  localAddress: z.string().optional().describe('address of this machine that the connection left from'),
  egress: z.string().optional().describe('address that others see, as the configured `egress` URL tells it'),
  tls: z.boolean().describe('the connection is encrypted'),
  tlsProtocol: z.string().optional().describe('TLS version'),
  certificateIssuer: z.string().optional().describe('who issued the server’s certificate'),
  certificateNames: z.array(z.string()).optional().describe('names the certificate is for'),
  certificateExpiresInDays: z.int().optional().describe('days until the server’s certificate ends, negative when it has'),
  certificateProblem: z.string().describe('why the certificate is not trusted, empty when it is'),
  chainLength: z.int().describe('certificates from the server’s own upwards, as far as they were sent or are known here'),
  otherNameWithoutSni: z.boolean().describe('without a name in the handshake the server shows another certificate'),
  needsServerName: z.boolean().describe('without a name in the handshake the server breaks it off'),
  clientCertificateRequested: z.boolean().describe('the server asks for a client certificate'),
  clientCertificatePasses: z.string().describe('identity that passes with its client certificate where who asks does not, else empty'),
  http2: z.boolean().describe('the server speaks HTTP/2'),
  http2Flips: z.boolean().describe('over HTTP/2 it passes and over HTTP/1.1 it is refused, or the other way round'),
  http2Status: z.int().optional().describe('status over HTTP/2'),
  connects: z.boolean().describe('a connection came about, TLS included'),
  noConnection: z.string().optional().describe('why none came about'),
  unseen: z.array(Unseen).describe('what could not be looked at'),
})
export type NetworkFinding = z.infer<typeof NetworkFinding>
