import type { Workspace } from './workspace.ts'

/** A message id later than every one before, even when the clock stands still or goes back. */
export function nextTs({ state, now }: Workspace): string {
  const micros = now().getTime() * 1000
  const [seconds = '0', fraction = '0'] = state.lastTs.split('.')
  const last = Number(seconds) * 1_000_000 + Number(fraction)
  const next = Math.max(micros, last + 1)
  state.lastTs = `${Math.floor(next / 1_000_000)}.${String(next % 1_000_000).padStart(6, '0')}`
  return state.lastTs
}
