import type { CheckContext } from '../check.ts'
import type { CertificateFacts, Connection } from '../connection.ts'
import type { NetworkFinding } from './network-finding.ts'
import type { Allowance } from './probe-allowance.ts'

const DAY_MS = 24 * 60 * 60 * 1000

type TlsPart = Pick<
  NetworkFinding,
  | 'tls'
  | 'tlsProtocol'
  | 'certificateIssuer'
  | 'certificateNames'
  | 'certificateExpiresInDays'
  | 'certificateProblem'
  | 'chainLength'
  | 'otherNameWithoutSni'
  | 'needsServerName'
  | 'clientCertificateRequested'
>

/** What Node calls a certificate that is not trusted, in words (OpenSSL's verification errors). */
const PROBLEMS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'an intermediate certificate is missing, or its authority is not known here',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name',
}

function problemOf(problem: string): string {
  const code = Object.keys(PROBLEMS).find((each) => problem.includes(each))
  return code === undefined ? problem.slice(0, 200) : (PROBLEMS[code] ?? '')
}

function isOther(own: CertificateFacts | undefined, other: CertificateFacts | undefined): boolean {
  const faceOf = ({ subject, names }: CertificateFacts) => JSON.stringify([subject, [...names].sort()])
  return own !== undefined && other !== undefined && faceOf(own) !== faceOf(other)
}

/** What one connection showed of TLS, and whether another certificate, or none, is shown to who names no server. */
export function tlsPart(connection: Connection, withoutName: Connection | null, now: Date): TlsPart {
  const { tls } = connection
  const [own] = tls?.chain ?? []
  const ends = Date.parse(own?.validTo ?? '')
  return {
    tls: tls !== undefined,
    ...(tls && { tlsProtocol: tls.protocol }),
    ...(own && { certificateIssuer: own.issuer, certificateNames: own.names }),
    ...(!Number.isNaN(ends) && { certificateExpiresInDays: Math.floor((ends - now.getTime()) / DAY_MS) }),
    certificateProblem: tls && !tls.verified ? problemOf(tls.problem) : '',
    chainLength: tls?.chain.length ?? 0,
    otherNameWithoutSni: isOther(own, withoutName?.tls?.chain[0]),
    needsServerName: tls !== undefined && withoutName?.failure?.kind === 'tls',
    clientCertificateRequested: tls?.clientCertificateRequested ?? connection.clientCertificateRequested ?? false,
  }
}

/** Two connections to one address: as a client opens it, and without a name in the handshake where there is TLS. */
export async function lookAtTls(
  context: CheckContext,
  addresses: readonly string[],
  allowance: Allowance,
): Promise<{ connection: Connection; part: TlsPart }> {
  allowance.spend(1)
  const connection = await context.inspect()
  const address = addresses.find((each) => each === connection.address)
  const second = connection.tls !== undefined && allowance.left() > 0
  if (second) allowance.spend(1)
  const withoutName = second ? await context.inspect({ serverName: null, ...(address !== undefined && { address }) }) : null
  return { connection, part: tlsPart(connection, withoutName, context.now()) }
}
