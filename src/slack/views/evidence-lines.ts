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

/** What the answers themselves prove, each statement once; words of the answer first, a bare status last. */
export function denialLines({ evidence }: Pick<Denial, 'evidence'>, max = LINES_MAX): string[] {
  const ranked = evidence.toSorted((one, other) => rank(one) - rank(other))
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

/**
 * What an outcome rests on, at most 4 lines: the answers' own words, the checks that tell most (they say what single
 * statuses of a comparison would repeat), what a person said last.
 */
export function outcomeEvidence(view: IncidentView): string[] {
  const { conclusion } = view
  if (!conclusion) return []
  const said = saidLines(view)
  const found = foundLines(view, [TELLING_CHECK[conclusion.cause] ?? 'compare', conclusion.denial ? 'compare' : 'request'])
  const evidence = conclusion.denial?.evidence ?? []
  const own = evidence.filter(({ where, text }) => where !== 'status' || isBare(text) || found.length === 0)
  const words = denialLines({ evidence: own }, LINES_MAX - said.length - found.length)
  return [...words, ...found, ...said]
}

function foundLines({ findings }: IncidentView, checks: string[]): string[] {
  const telling = findings.filter(({ check, ok, onPath }) => ok && onPath && checks.includes(check))
  return telling.slice(0, FINDINGS_MAX).map(({ check, line }) => `• ${mrkdwn(check, 40)}: ${mrkdwn(line, 200)}`)
}

function saidLines({ path }: IncidentView): string[] {
  const visit = path.findLast(({ left }) => left?.by === 'answer')
  if (!visit?.left) return []
  const who = visit.left.who ? mrkdwn(visit.left.who, 60) : 'a person'
  return [`• ${who} answered “${mrkdwn(visit.title, 80)}”: ${mrkdwn(visit.left.text, 80)}`]
}
