import type { Diagnosis } from '../../incidents/view/diagnosis-of.ts'
import type { IncidentView } from '../../incidents/view.ts'
import type { DiagnoseOptions } from './diagnose-options.ts'

/**
 * Where a diagnosis is made: in this process, or in the server that has the store open. Views come back as soon as the
 * incident has gone past `after`, or after about a second. `seen` is when it was approved before, if it was.
 */
export type DiagnosisDesk = {
  open(options: DiagnoseOptions): Promise<IncidentView>
  next(incident: number, after: number): Promise<IncidentView>
  answer(incident: number, question: number, answer: number): Promise<IncidentView>
  approve(incident: number, seen: string | undefined): Promise<IncidentView>
  diagnosis(incident: number): Promise<Diagnosis>
  close(): Promise<void>
}
