import type { EventOf, IncidentEvent } from './event.ts'
import type { State, Visit } from './state.ts'

/** The machine leaves the current step, or takes the first one. Left alone when the walk stands elsewhere by now. */
export function enterStep(state: State, event: EventOf<'entered'>): State {
  const { step, from, by, text, missing } = event.data
  if (by === 'start') return state.path.length > 0 ? state : { ...state, path: [visitOf(step, event)] }
  if (state.question || state.path.at(-1)?.step !== from) return state
  const left = leaveCurrent(state, { by, text: text ?? '', actor: event.actor, at: event.at }, missing)
  return { ...state, path: [...left, visitOf(step, event)] }
}

/** Opens a question at the current step. */
export function askHere(state: State, event: EventOf<'asked'>): State {
  const current = state.path.at(-1)
  if (state.question || current?.step !== event.data.step) return state
  const asking = { ...current, question: event.seq, missing: event.data.missing }
  return { ...state, path: [...state.path.slice(0, -1), asking], question: { seq: event.seq, step: asking.step } }
}

/** A person's answer or skip: the open question closes and the walk goes on at `goto`. */
export function leaveByPerson(
  state: State,
  event: EventOf<'answered'> | EventOf<'skipped'>,
  { by, text }: { by: 'answer' | 'skip'; text: string },
): State {
  if (state.question?.seq !== event.data.question) return state
  const left = leaveCurrent(state, { by, text, actor: event.actor, at: event.at })
  return { ...state, path: [...left, visitOf(event.data.goto, event)], question: undefined }
}

/** Undoes everything after the question asked at seq `question`: it will be asked anew. Findings stay known. */
export function rewindToQuestion(state: State, question: number): State {
  if (state.question?.seq === question) return state
  return rewindTo(
    state,
    state.path.findIndex((visit) => visit.question === question),
  )
}

/** Undoes everything after the visit that began at `seq`. */
export function rewindToVisit(state: State, seq: number | undefined): State {
  return seq === undefined
    ? state
    : rewindTo(
        state,
        state.path.findIndex((visit) => visit.seq === seq),
      )
}

function rewindTo(state: State, index: number): State {
  const visit = state.path[index]
  if (!visit) return state
  const { step, seq, at } = visit
  const path = [...state.path.slice(0, index), { step, seq, at, missing: [] }]
  return { ...state, path, question: undefined, conclusion: undefined }
}

function visitOf(step: string, event: IncidentEvent): Visit {
  return { step, seq: event.seq, at: event.at, missing: [] }
}

function leaveCurrent(state: State, left: NonNullable<Visit['left']>, missing?: readonly string[]): Visit[] {
  return state.path.map((visit, index) => (index === state.path.length - 1 ? { ...visit, left, missing: missing ?? visit.missing } : visit))
}
