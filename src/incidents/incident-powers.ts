import type { CheckRunner } from '../checks/check-runner.ts'
import type { Config } from '../config/config.ts'
import type { Deps } from '../deps.ts'
import type { StepAddress } from '../runbook/tree.ts'
import type { Store } from '../store/assemble-store.ts'
import type { Tx } from '../store/database.ts'
import type { VerificationKind } from '../walk/verification.ts'
import type { RunbookLibrary } from './library/runbook-library.ts'

/** What the use cases hold. */
export type IncidentPowers = Deps & {
  store: Store
  config: Config
  library: RunbookLibrary
  runner: CheckRunner
  version: string
  /** Told after each append of this process: surfaces redraw. */
  onEvent?: (incident: number) => void
  /** Told when a walk enters a step. */
  onStep?: (step: StepAddress) => void
  /** Told when the fix of an incident was verified, with what it came to. */
  onVerified?: (kind: VerificationKind) => void
  /**
   * Awaited inside the transaction that opens an incident or appends a person's event, so that a surface can mark its
   * own delivery as done in the very same one. When it throws, nothing is written and the error reaches the caller.
   */
  within?: (tx: Tx, incident: number) => Promise<void>
}
