import type { State, Visit } from '../../walk/state.ts'

/** The visit whose question `went-back` returns to: the one asked at seq `wanted`, or the last that is not open now. */
export function previousQuestion(state: State, wanted?: number): (Visit & { question: number }) | undefined {
  return state.path.findLast(
    (visit): visit is Visit & { question: number } =>
      visit.question !== undefined && visit.question !== state.question?.seq && (wanted === undefined || visit.question === wanted),
  )
}
