import { withoutUnseen } from '../../checks/sources/unseen.ts'
import type { Cause, Denial, Evidence } from '../../denial/denial.ts'
import type { IncidentView } from '../../incidents/view.ts'
import { codeSpan, mrkdwn } from './text.ts'

/** Evidence is read on a phone: so many lines, the rest is in the thread. */
const LINES_MAX = 4
const FINDINGS_MAX = 2

/** The check that says most about a cause; for the others it is who passes and who does not. */
const TELLING_CHECK: Partial<Record<Cause, string>> = {
  'invalid-token': 'token',
  'api-scope': 'token',
  tenancy: 'token',
  'session-state': 'session',
  'rate-limit': 'rate',
  'method-or-path': 'methods',
  'resource-rule': 'methods',
  'waf-rule': 'methods',
}

/** The card says by itself what these found. */
const SAID_ANYWAY: ReadonlySet<string> = new Set(['request', 'denial'])

/** What the answers themselves prove, each statement once, words of the answer first; a bare status only where nothing else is said. */
function denialLines({ evidence }: Pick<Denial, 'evidence'>, max = LINES_MAX): string[] {
  const says = evidence.filter(({ where, text }) => where !== 'status' || !isBare(text))
  const ranked = (says.length > 0 ? says : evidence).toSorted((one, other) => rank(one) - rank(other))
  const once = ranked.filter((one, index) => ranked.findIndex((other) => gist(other.means) === gist(one.means)) === index)
  return once.slice(0, Math.max(0, max)).map((one) => `• ${mrkdwn(one.where, 60)} ${codeSpan(one.text, 90)}: ${mrkdwn(one.means, 160)}`)
}

function rank({ where, text }: Evidence): number {
  if (where === 'body') return 0
  if (where !== 'status') return 1
  return isBare(text) ? 3 : 2
}

function isBare(status: string): boolean {
  return /^\d+$/.test(status)
}

/** Without its first word, which in a comparison is the name of whoever passes: one of them is enough. */
function gist(means: string): string {
  return means.replace(/^\S+\s/, '')
}

/** What is known while the walk goes on, at most 4 lines: the answer's own words, and the findings that led here. */
export function evidenceSoFar(view: IncidentView): string[] {
  const found = foundLines(view, () => false)
  return view.denial ? [...denialLines(view.denial, LINES_MAX - found.length), ...found] : found
}

/**
 * What an outcome rests on, at most 4 lines: the answers' own words, the checks that tell most (they say what single
 * statuses of a comparison would repeat), what a person said last.
 */
export function outcomeEvidence(view: IncidentView): string[] {
  const { conclusion } = view
  if (!conclusion) return []
  const said = saidLines(view)
  const telling = [TELLING_CHECK[conclusion.cause] ?? 'compare', conclusion.denial ? 'compare' : 'request']
  const found = foundLines(view, ({ check }) => telling.includes(check))
  const evidence = conclusion.denial?.evidence ?? []
  const own = evidence.filter(({ where, text }) => where !== 'status' || isBare(text) || found.length === 0)
  const words = denialLines({ evidence: own }, LINES_MAX - said.length - found.length)
  return [...words, ...found, ...said]
}

type Found = IncidentView['findings'][number]

/** What led on, the last first, then what else is telling. A log's line stands among the answers' own words already. */
function foundLines({ findings, denial }: IncidentView, isTelling: (found: Found) => boolean): string[] {
  const isQuoted = denial?.evidence.some(({ where }) => where === 'log') ?? false
  const seen = findings.filter(({ check, ok, onPath, idle }) => ok && onPath && !idle && !(check === 'logs' && isQuoted))
  const decisive = seen.filter((found) => found.decisive && !SAID_ANYWAY.has(found.check)).toReversed()
  const chosen = new Set([...decisive, ...seen.filter(isTelling)])
  return [...chosen].slice(0, FINDINGS_MAX).map(({ check, line }) => `• ${mrkdwn(check, 40)}: ${mrkdwn(withoutUnseen(line), 240)}`)
}

function saidLines({ path }: IncidentView): string[] {
  const visit = path.findLast(({ left }) => left?.by === 'answer')
  if (!visit?.left) return []
  const who = visit.left.who ? mrkdwn(visit.left.who, 60) : 'a person'
  return [`• ${who} answered “${mrkdwn(visit.title, 80)}”: ${mrkdwn(visit.left.text, 80)}`]
}
