import { type CheckContext, defineCheck } from '../check.ts'
import type { Connection } from '../connection.ts'
import { readOutcome } from '../read-outcome.ts'
import { askAddresses, type NodeAnswer, safeRequest } from './ask-addresses.ts'
import { askEgress } from './ask-egress.ts'
import { lookAtTls } from './look-at-tls.ts'
import { NetworkFinding, NetworkInput } from './network-finding.ts'

/** Whether HTTP/2 is answered otherwise than HTTP/1.1. */
async function tryHttp2(
  context: CheckContext,
  as: string,
  { tls }: Connection,
): Promise<Pick<NetworkFinding, 'http2' | 'http2Flips' | 'http2Status'>> {
  if (tls?.alpn !== 'h2' || !tls.verified) return { http2: tls?.alpn === 'h2', http2Flips: false }
  const ask = (http2: boolean, fresh: boolean) => context.probe({ ...safeRequest(context), as, http2, fresh })
  const [two, one] = await Promise.all([ask(true, false), ask(false, false)])
  const kinds = [readOutcome(two).kind, readOutcome(one).kind]
  const differs = kinds.includes('passed') && kinds.includes('refused')
  const again = differs ? await Promise.all([ask(true, true), ask(false, true)]) : []
  const steady = again.every((exchange, i) => readOutcome(exchange).kind === kinds[i])
  return { http2: true, http2Flips: differs && steady, http2Status: two.response?.status }
}

/** An identity with a client certificate that passes where the server asks for one; empty where there is none. */
async function tryCertificate(context: CheckContext, { tls }: Connection): Promise<string> {
  const { identities } = context.target
  const holder = identities.find(({ kind, name }) => kind === 'certificate' && name !== context.identity('subject').name)
  if (!tls?.clientCertificateRequested || !holder) return ''
  const exchange = await context.probe({ ...safeRequest(context), as: holder.name })
  return readOutcome(exchange).kind === 'passed' ? holder.name : ''
}

function addressPart(nodes: readonly NodeAnswer[]) {
  const named = (answer: NodeAnswer['answer']) => nodes.filter((node) => node.answer === answer).map(({ address }) => address)
  const [passingAddresses, refusingAddresses, silentAddresses] = [named('passed'), named('refused'), named('silent')]
  const unstable = named('unsteady').length > 0
  const oneNodeRefuses = !unstable && passingAddresses.length > 0 && refusingAddresses.length > 0
  return { passingAddresses, refusingAddresses, silentAddresses, oneNodeRefuses, unstable }
}

/** The connection below the request: which machine, which certificates, which protocol. */
export const network = defineCheck({
  name: 'network',
  summary: 'Asks every address of the host, and looks at TLS, client certificates, HTTP/2 and the own address.',
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
      replies: { '* * as anonymous': [{ status: 403 }, { status: 200 }, { status: 403 }, { status: 200 }, { status: 403 }] },
      finding: { http2: true, http2Flips: true },
    },
  ],
  async run({ as, addresses: max }, context) {
    const [{ connection, part }, addresses, own] = await Promise.all([lookAtTls(context), context.addresses(), askEgress(context)])
    const nodes = addresses.length > 1 ? await askAddresses(context, as, addresses.slice(0, max)) : []
    const [http2, clientCertificatePasses] = await Promise.all([tryHttp2(context, as, connection), tryCertificate(context, connection)])
    return {
      host: new URL(context.request.url).host,
      addresses: [...addresses],
      ...addressPart(nodes),
      ...(connection.localAddress !== undefined && { localAddress: connection.localAddress }),
      ...(own.egress !== undefined && { egress: own.egress }),
      ...part,
      clientCertificatePasses,
      ...http2,
      ...(connection.failure && { failed: connection.failure.message }),
      unseen: own.unseen === undefined ? [] : [own.unseen],
    }
  },
  line(finding) {
    const { host, addresses, failed, oneNodeRefuses, refusingAddresses, unstable, clientCertificateRequested, certificateProblem } = finding
    const place = finding.egress ?? finding.localAddress
    const parts = [
      `The host ${host} has ${addresses.length === 1 ? 'one address' : `${addresses.length} addresses`}${place ? `, asked from ${place}` : ''}`,
      failed && `no connection: ${failed}`,
      oneNodeRefuses && `${refusingAddresses.join(', ')} refuse${refusingAddresses.length === 1 ? 's' : ''} what the others let pass`,
      unstable && 'one and the same address answers now this way, now that',
      clientCertificateRequested && 'it asks for a client certificate',
      finding.clientCertificatePasses && `${finding.clientCertificatePasses} passes with one`,
      certificateProblem && `its certificate is not trusted: ${certificateProblem}`,
      finding.http2Flips && 'HTTP/2 and HTTP/1.1 are answered differently',
      ...finding.unseen,
    ]
    return `${parts.filter(Boolean).join('; ')}.`
  },
})
