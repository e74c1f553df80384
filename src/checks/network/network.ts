import { type CheckContext, defineCheck } from '../check.ts'
import { CheckFailed } from '../check-failed.ts'
import { askAddresses, type NodeAnswer, type Nodes } from './ask-addresses.ts'
import { askEgress } from './ask-egress.ts'
import { lookAtTls, tlsPart } from './look-at-tls.ts'
import { NetworkFinding, NetworkInput } from './network-finding.ts'
import { networkLine } from './network-line.ts'
import { createAllowance } from './probe-allowance.ts'
import { tryCertificates } from './try-certificates.ts'
import { tryHttp2 } from './try-http2.ts'

function addressPart({ nodes, confirmed, differs }: Nodes) {
  const named = (answer: NodeAnswer['answer']) => nodes.filter((node) => node.answer === answer).map(({ address }) => address)
  const [passingAddresses, refusingAddresses] = [named('passed'), named('refused')]
  const unstable = named('unsteady').length > 0
  const oneNodeRefuses = differs && confirmed && !unstable && passingAddresses.length > 0 && refusingAddresses.length > 0
  const rest = { brokenAddresses: named('broken'), silentAddresses: named('silent') }
  return { passingAddresses, refusingAddresses, ...rest, oneNodeRefuses, unstable }
}

/** What can be said of a host whose name leads nowhere. */
function unresolved(host: string, why: string): NetworkFinding {
  return {
    ...{ host, resolves: false, addresses: [], connects: false, noConnection: why },
    ...addressPart({ nodes: [], differs: false, confirmed: false, unseen: [] }),
    ...tlsPart({ port: 0, durationMs: 0 }, null, new Date(0)),
    ...{ clientCertificatePasses: '', http2: false, http2Flips: false, unseen: [] },
  }
}

async function addressesOf(context: CheckContext): Promise<readonly string[] | string> {
  try {
    return await context.addresses()
  } catch (error) {
    if (error instanceof CheckFailed && error.reason === 'unreachable') return error.message
    throw error
  }
}

async function lookAround({ as, addresses: max }: NetworkInput, context: CheckContext): Promise<NetworkFinding> {
  const { host } = new URL(context.request.url)
  const allowance = createAllowance(context)
  if (allowance.left() < 1) throw new CheckFailed('budget', 'all probes of this incident are used')
  const [addresses, own] = await Promise.all([addressesOf(context), askEgress(context)])
  if (typeof addresses === 'string') return unresolved(host, addresses)
  const { connection, part } = await lookAtTls(context, addresses, allowance)
  const nodes = await askAddresses(context, { as, addresses, max, allowance })
  const isRequested = part.clientCertificateRequested
  const clientCertificatePasses = await tryCertificates(context, { as, isRequested, allowance })
  const address = addresses.length > 1 ? addresses.find((each) => each === connection.address) : undefined
  const http2 = nodes.differs
    ? { http2: connection.tls?.alpn === 'h2', http2Flips: false }
    : await tryHttp2(context, { as, connection, address, allowance })
  return {
    ...{ host, resolves: true, addresses: [...addresses], connects: connection.failure === undefined },
    ...addressPart(nodes),
    ...(connection.localAddress !== undefined && { localAddress: connection.localAddress }),
    ...(own.egress !== undefined && { egress: own.egress }),
    ...part,
    clientCertificatePasses,
    ...http2,
    ...(connection.failure && { noConnection: connection.failure.message }),
    unseen: [...(own.unseen ? [own.unseen] : []), ...nodes.unseen],
  }
}

/** The connection below the request: which machine, which certificates, which protocol. */
export const network = defineCheck({
  name: 'network',
  summary: 'Asks every address of the host, and looks at TLS, client certificates, HTTP/2 and the own address, in at most 15 probes.',
  input: NetworkInput,
  output: NetworkFinding,
  safety: 'safe',
  timeoutMs: 25_000,
  prefetch: false,
  examples: [
    {
      name: 'one of two nodes refuses',
      input: {},
      addresses: ['192.0.2.1', '192.0.2.2'],
      connections: { '*': { address: '192.0.2.1' } },
      replies: { 'GET /orders as anonymous at 192.0.2.2': { status: 403 }, '* * as anonymous': { status: 200 } },
      finding: { oneNodeRefuses: true, refusingAddresses: ['192.0.2.2'], passingAddresses: ['192.0.2.1'], unstable: false },
    },
    {
      name: 'an address that changes its mind is no bad node',
      input: {},
      addresses: ['192.0.2.1', '192.0.2.2'],
      connections: { '*': { address: '192.0.2.1' } },
      replies: { 'GET /orders as anonymous at 192.0.2.2': [{ status: 403 }, { status: 200 }], '* * as anonymous': { status: 200 } },
      finding: { oneNodeRefuses: false, unstable: true },
    },
    {
      name: 'a client certificate is asked for, and who has one passes',
      input: {},
      subject: 'member',
      identities: [
        { name: 'member', kind: 'bearer' },
        { name: 'device', kind: 'certificate' },
      ],
      connections: {
        '*': {
          tls: {
            protocol: 'TLSv1.3',
            cipher: 'x',
            alpn: 'http/1.1',
            verified: true,
            problem: '',
            clientCertificateRequested: true,
            chain: [
              { subject: 'CN=api.test', issuer: 'CN=ca', names: ['DNS:api.test'], validFrom: '', validTo: '2026-01-11T12:00:00.000Z' },
            ],
          },
        },
      },
      replies: { '* * as member': { status: 403 }, '* * as device': { status: 200 } },
      finding: { clientCertificateRequested: true, clientCertificatePasses: 'device', certificateExpiresInDays: 10, http2: false },
    },
    {
      name: 'HTTP/2 passes where HTTP/1.1 is refused',
      input: {},
      connections: {
        '*': {
          tls: { protocol: 'TLSv1.3', cipher: 'x', alpn: 'h2', verified: true, problem: '', clientCertificateRequested: false, chain: [] },
        },
      },
      replies: { '* * as anonymous': [200, 403, 200, 200, 200, 403, 403, 403].map((status) => ({ status })) },
      finding: { http2: true, http2Flips: true },
    },
  ],
  run: lookAround,
  line: networkLine,
})
