import type { CheckContext } from '../check.ts'
import type { Connection } from '../connection.ts'
import type { NetworkFinding } from './network-finding.ts'

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

/** What one connection showed of TLS, and whether another certificate is shown to who names no server. */
export function tlsPart({ tls }: Connection, withoutName: Connection | null, now: Date): TlsPart {
  const [own] = tls?.chain ?? []
  const [other] = withoutName?.tls?.chain ?? []
  return {
    tls: tls !== undefined,
    tlsProtocol: tls?.protocol,
    certificateIssuer: own?.issuer,
    certificateNames: own?.names,
    certificateExpiresInDays: own && Math.floor((new Date(own.validTo).getTime() - now.getTime()) / DAY_MS),
    certificateProblem: tls && !tls.verified ? problemOf(tls.problem) : '',
    chainLength: tls?.chain.length ?? 0,
    otherNameWithoutSni: own !== undefined && other !== undefined && own.subject !== other.subject,
    clientCertificateRequested: tls?.clientCertificateRequested ?? false,
  }
}

/** Two connections at once: as a client opens it, and without a name in the handshake. */
export async function lookAtTls(context: CheckContext): Promise<{ connection: Connection; part: TlsPart }> {
  const isTls = new URL(context.request.url).protocol === 'https:'
  const [connection, withoutName] = await Promise.all([
    context.inspect(),
    isTls ? context.inspect({ serverName: null }) : Promise.resolve(null),
  ])
  return { connection, part: tlsPart(connection, withoutName, context.now()) }
}
