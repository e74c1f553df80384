import { isWhy403Error } from '../errors.ts'
import type { Diagnosis } from '../incidents/view/diagnosis-of.ts'
import type { IncidentView } from '../incidents/view.ts'
import type { Status } from '../walk/event.ts'
import { DIAGNOSE_HELP, type DiagnoseOptions, readDiagnoseOptions } from './diagnosis/diagnose-options.ts'
import type { DiagnosisDesk } from './diagnosis/diagnosis-desk.ts'
import { openDesk } from './diagnosis/open-desk.ts'
import { EXIT, type Io } from './io.ts'
import { askAtTerminal } from './terminal/ask-at-terminal.ts'
import { createProgress } from './terminal/progress.ts'
import { summaryText } from './terminal/summary-text.ts'
import { terminalPage } from './terminal/terminal-page.ts'
import { terminalText } from './terminal/terminal-text.ts'
import { wrapLines } from './terminal/wrap-lines.ts'

const EXIT_BY_STATUS = {
  concluded: EXIT.ok,
  'needs-human': EXIT.problems,
  'not-reproduced': EXIT.problems,
  refused: EXIT.refused,
  failed: EXIT.failed,
} as const satisfies Record<Status, number>

/** Opens an incident, lets the machine walk, asks at a terminal what no check can tell, and says who refused and why. */
export async function diagnose(args: string[], io: Io): Promise<number> {
  const options = readDiagnoseOptions(args)
  if (!options) {
    io.stdout.write(DIAGNOSE_HELP)
    return EXIT.ok
  }
  const desk = await openDesk(io)
  try {
    const view = await walkToTheEnd(desk, options, io)
    const diagnosis = await desk.diagnosis(view.incident)
    io.stdout.write(options.json ? `${JSON.stringify(diagnosis)}\n` : wrapLines(summaryText(view), terminalPage(io).width))
    return EXIT_BY_STATUS[diagnosis.status]
  } catch (error) {
    return tellRefusal(error, options, io)
  } finally {
    await desk.close()
  }
}

async function walkToTheEnd(desk: DiagnosisDesk, options: DiagnoseOptions, io: Io): Promise<IncidentView> {
  const interactive = io.isTty && !options.json
  const progress = createProgress(options.json ? null : io.stdout, terminalPage(io).width)
  let view = await desk.open(options)
  for (;;) {
    progress.show(view)
    if (view.state === 'checking') {
      view = await desk.next(view.incident, view.seq)
      continue
    }
    const choice = interactive && view.state === 'asking' ? await askAtTerminal(view) : null
    if (choice === null) return view
    view =
      choice.kind === 'approve'
        ? await desk.approve(view.incident, view.approvedBy?.at)
        : await desk.answer(view.incident, choice.question, choice.answer)
  }
}

/** A target or address that safety refuses is an answer of its own, in JSON too; anything else is told by the caller. */
function tellRefusal(error: unknown, options: DiagnoseOptions, io: Io): number {
  if (!isWhy403Error(error, 'target.unlisted', 'target.unsafe-never', 'access.denied')) throw error
  if (options.json) io.stdout.write(`${JSON.stringify({ ...NOTHING_SENT, fix: error.message })}\n`)
  else io.stderr.write(`why403: ${terminalText(error.message)}\n`)
  return EXIT.refused
}

const NOTHING_SENT: Diagnosis = {
  incident: null,
  runbook: null,
  revision: null,
  path: [],
  status: 'refused',
  verdict: 'unreachable',
  denial: null,
  fix: null,
  escalate: null,
  knownRules: [],
  probes: 0,
  ms: 0,
}
