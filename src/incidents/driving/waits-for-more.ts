import type { Decision } from './decide.ts'

/**
 * Whether all that came are results of a step whose other checks, `running` of them, are still on their way, so that
 * nothing hangs on writing them at once. What a write was answered is kept at once: it cannot be asked again.
 */
export function waitsForMore({ bodies, next, state }: Decision, running: number): boolean {
  if (next.kind !== 'run' || running === 0 || bodies.length === 0) return false
  return bodies.every((body) => body.type === 'checked' && !state.sending.has(body.data.key))
}
