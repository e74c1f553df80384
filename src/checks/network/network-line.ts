import { unseenSentence } from '../sources/unseen.ts'
import type { NetworkFinding } from './network-finding.ts'

function headOf({ host, resolves, addresses, egress, localAddress }: NetworkFinding): string {
  if (!resolves) return `The host ${host} has no address`
  const place = egress ?? localAddress
  return `The host ${host} has ${addresses.length === 1 ? 'one address' : `${addresses.length} addresses`}${place ? `, asked from ${place}` : ''}`
}

function nodesOf({ oneNodeRefuses, refusingAddresses, brokenAddresses, silentAddresses, unstable }: NetworkFinding): string[] {
  const told = (list: readonly string[], one: string, many: string) =>
    list.length > 0 ? `${list.join(', ')} ${list.length === 1 ? one : many}` : ''
  return [
    oneNodeRefuses ? told(refusingAddresses, 'refuses what the others let pass', 'refuse what the others let pass') : '',
    unstable ? 'one and the same address answers now this way, now that' : '',
    told(brokenAddresses, 'answers with a server error', 'answer with a server error'),
    told(silentAddresses, 'gives no answer', 'give no answer'),
  ]
}

function certificatesOf(finding: NetworkFinding): string[] {
  const { clientCertificateRequested, clientCertificatePasses, certificateProblem, otherNameWithoutSni, needsServerName } = finding
  return [
    clientCertificateRequested ? 'it asks for a client certificate' : '',
    clientCertificatePasses ? `${clientCertificatePasses} passes with one` : '',
    certificateProblem ? `its certificate is not trusted: ${certificateProblem}` : '',
    otherNameWithoutSni ? 'without a name in the handshake it shows another certificate' : '',
    needsServerName ? 'without a name in the handshake it breaks it off' : '',
  ]
}

/** What was found in one sentence, and what could not be seen in another. */
export function networkLine(finding: NetworkFinding): string {
  const parts = [
    headOf(finding),
    finding.noConnection ? `no connection: ${finding.noConnection}` : '',
    ...nodesOf(finding),
    ...certificatesOf(finding),
    finding.http2Flips ? 'HTTP/2 and HTTP/1.1 are answered differently' : '',
  ]
  return [`${parts.filter(Boolean).join('; ')}.`, unseenSentence(finding.unseen)].filter(Boolean).join(' ')
}
