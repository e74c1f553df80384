import type { Diagnosis } from '../incidents/diagnosis-of.ts'
import type { IncidentView } from '../incidents/view.ts'
import type { DiagnoseOptions } from './diagnose-options.ts'

/**
 * Where a diagnosis is made: in this process, or in the server that has the store open. Views come back as soon as the
 * incident has gone past `after`, or after about a second.
 */
export type DiagnosisDesk = {
  open(options: DiagnoseOptions): Promise<IncidentView>
  next(incident: number, after: number): Promise<IncidentView>
  answer(incident: number, question: number, answer: number): Promise<IncidentView>
  approve(incident: number): Promise<IncidentView>
  diagnosis(incident: number): Promise<Diagnosis>
  close(): Promise<void>
}
