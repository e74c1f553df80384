import type { CheckContext } from '../check.ts'

/** A look at the network never costs an incident more than this, whatever it finds. */
const PROBES_MAX = 15

/** What a look at the network may still send, the incident's own budget included. */
export type Allowance = { left(): number; spend(probes: number): void }

/** Starts a count; who spends says so before asking, since shared probes may turn out to be free. */
export function createAllowance({ target }: Pick<CheckContext, 'target'>): Allowance {
  const atStart = Math.min(PROBES_MAX, target.probesLeft())
  let spent = 0
  const spend = (probes: number) => {
    spent += probes
  }
  return { left: () => atStart - spent, spend }
}
