import type { TargetConfig } from '../../../config/config.ts'
import type { SecretReader } from '../../../config/read-secret.ts'
import { trustedAuthorities } from '../address/trusted-authorities.ts'
import type { TlsFor } from '../ways/way.ts'

/** What services beside a target are verified with. */
export type SourceTls = {
  /** Reads the target's `ca` before the first question that needs it. @throws `secret.missing` */
  prepare(url: string): Promise<void>
  tlsFor: TlsFor
}

type Ground = { target: TargetConfig; origins: ReadonlySet<string>; readSecret: SecretReader }

/** The target's own `ca` holds for hosts that its configuration lists; a host that only an answer names is verified as any other. */
export function createSourceTls({ target, origins, readSecret }: Ground): SourceTls {
  const hosts = new Set([...origins].map((origin) => new URL(origin).hostname))
  let ca: string[] | undefined

  async function prepare(url: string): Promise<void> {
    const { protocol, hostname } = new URL(url)
    if (protocol === 'https:' && hosts.has(hostname)) ca ??= await trustedAuthorities(target, readSecret)
  }

  return { prepare, tlsFor: (origin) => (ca && hosts.has(new URL(origin).hostname) ? { ca } : {}) }
}
