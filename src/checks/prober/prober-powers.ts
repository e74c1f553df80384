import type { FileConfig } from '../../config/config.ts'
import type { SecretReader } from '../../config/read-secret.ts'
import type { Deps } from '../../deps.ts'
import type { Connect } from './address/connect-pinned.ts'
import type { Resolve } from './address/resolve-host.ts'

/** What the prober works with. `resolve` and `connect` are the system's unless a test gives others; `timeoutMs` is for one probe. */
export type ProberPowers = Deps & {
  config: Pick<FileConfig, 'targets'>
  readSecret: SecretReader
  version: string
  /** Told of every request that was sent: its target and `2xx` to `5xx`, or the kind of its failure. */
  onProbe?: (probe: { target: string; result: string }) => void
  resolve?: Resolve
  connect?: Connect
  timeoutMs?: number
}
