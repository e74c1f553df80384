import type { EventOf } from './event.ts'
import type { State, VerificationRun } from './state.ts'

const KEY = /^verification:(\d+):/

/** The key of a check of the verification at seq `seq`: one for each press, and told from those of the walk. */
export function verificationKey(seq: number, check: string): string {
  return `verification:${seq}:${check}`
}

/** The seq of the verification whose check has this key; undefined for a check of the walk. */
export function verificationOfKey(key: string): number | undefined {
  const seq = KEY.exec(key)?.[1]
  return seq === undefined ? undefined : Number(seq)
}

/** Whether a result of this key is in the log, or wanted no more. */
export function hasResult(state: State, key: string): boolean {
  const seq = verificationOfKey(key)
  if (seq === undefined) return state.results.has(key)
  return state.verifications.find((run) => run.seq === seq)?.results.has(key) ?? true
}

/** The last verification of the conclusion that stands now; undefined while there is no conclusion, or none was asked for. */
export function currentVerification({ conclusion, verifications }: State): VerificationRun | undefined {
  const last = verifications.at(-1)
  return conclusion && last?.conclusion === conclusion.seq ? last : undefined
}

/** Somebody asked for one. Left alone where nothing is concluded, or one is under way. */
export function startVerification(state: State, { seq, actor: by, at, data }: EventOf<'verifying'>): State {
  const before = currentVerification(state)
  if (!state.conclusion || state.resolution || (before && !before.told)) return state
  const run = { seq, conclusion: state.conclusion.seq, round: state.round, by, at, sends: data.sends, results: new Map() }
  return { ...state, verifications: [...state.verifications, run] }
}

/** A result of a verification's own check; the first one counts. */
export function addVerificationResult(state: State, { data: { key, result } }: EventOf<'checked'>): State {
  const seq = verificationOfKey(key)
  return change(state, seq, (run) => (run.results.has(key) ? run : { ...run, results: new Map(run.results).set(key, result) }))
}

/** What one came to. Left alone where it was told already, or the conclusion it was asked of stands no more. */
export function tellVerification(state: State, { at, data: { asked, ...told } }: EventOf<'verified'>): State {
  const current = currentVerification(state)
  if (state.resolution || current?.seq !== asked || current.told) return state
  return change(state, asked, (run) => ({ ...run, told: { ...told, at } }))
}

function change(state: State, seq: number | undefined, to: (run: VerificationRun) => VerificationRun): State {
  return { ...state, verifications: state.verifications.map((run) => (run.seq === seq ? to(run) : run)) }
}
