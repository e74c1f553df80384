import { getCACertificates } from 'node:tls'
import type { TargetConfig } from '../../../config/config.ts'
import type { SecretReader } from '../../../config/read-secret.ts'

/**
 * The authorities in PEM that a target's own `ca` is trusted with: those that this process trusts anyway (NODE_EXTRA_CA_CERTS among
 * them) stay, since TLS options replace them. Undefined without one. @throws `secret.missing`
 */
export async function trustedAuthorities({ ca }: Pick<TargetConfig, 'ca'>, readSecret: SecretReader): Promise<string[] | undefined> {
  return ca && [...getCACertificates('default'), await readSecret(ca)]
}
