import type { Cause } from '../../../denial/denial.ts'
import type { LogDenial } from '../../../denial/log-lines/log-reading.ts'
import { joinRuleLines } from './join-rule-lines.ts'
import { type Match, WAYS } from './match-line.ts'
import { isSure } from './match-lines.ts'

/** The line that decides, if any. `ambiguous`: several callers were refused for different reasons, and nothing tells which one was ours. */
export type Choice = { decisive?: Match & { denial: LogDenial }; ambiguous: boolean }

/** Causes that do not ask who the caller is: somebody else's refusal tells of ours as well. */
const FOR_EVERYBODY: ReadonlySet<Cause> = new Set(['file-permissions', 'server-directive', 'default-deny', 'method-or-path'])

type Reasoned = Match & { denial: LogDenial }

/** How much a line says of the reason: its own words most; then that its writer answered; a status alone says nothing. */
function weightOf({ denial, reading }: Reasoned): number {
  const isStatusOnly = denial.text === String(reading?.status)
  if (!isStatusOnly) return denial.cause === 'unknown' && denial.product === 'unknown' ? 0 : 3
  return denial.product === 'unknown' ? 0 : 2
}

const reasonOf = ({ denial }: Reasoned) => [denial.layer, denial.product, denial.cause, denial.rule].join(' ')

function distanceOf({ line, request }: Match): number {
  return request?.sentAt === undefined
    ? 0
    : Math.min(...line.times.map((ms) => Math.abs(ms - (request.sentAt ?? 0))), Number.MAX_SAFE_INTEGER)
}

/** First what says most, then what is surely ours, then what is surest of who refused, then the one that names a rule, then the nearest in time. */
function compare(one: Reasoned, other: Reasoned): number {
  return (
    weightOf(other) - weightOf(one) ||
    WAYS.indexOf(one.by) - WAYS.indexOf(other.by) ||
    other.denial.confidence - one.denial.confidence ||
    Number(other.denial.rule !== undefined) - Number(one.denial.rule !== undefined) ||
    distanceOf(one) - distanceOf(other)
  )
}

/** Whether lines that anybody may have caused tell different reasons to different callers. */
function isAmbiguous(candidates: readonly Reasoned[]): boolean {
  const clients = new Set(candidates.map(({ reading }) => reading?.client))
  return clients.size > 1 && new Set(candidates.map(reasonOf)).size > 1
}

/** Anybody may send our user agent with the number of an incident: nothing in it is random, as in a trace or request id. */
function isForgeable({ by }: Match): boolean {
  return by === 'user-agent'
}

function isRival(each: Reasoned, best: Reasoned): boolean {
  const sameForce = each.by === best.by && weightOf(each) === weightOf(best)
  return sameForce && (!isForgeable(best) || each.line.source === best.line.source)
}

/** The line that names why the refused request was refused. Refusals from before count only where none of our own stands in the logs. */
export function chooseLine(matches: readonly Match[]): Choice {
  const about = matches.filter(({ request, by }) => request?.ours === 'refused' || (request === undefined && by !== 'time-and-path'))
  const reasoned = joinRuleLines(about).flatMap((match) => (match.reading?.denial ? [{ ...match, denial: match.reading.denial }] : []))
  const telling = reasoned.filter((match) => weightOf(match) > 0)
  const own = telling.filter(({ by }) => by !== 'earlier')
  const candidates = (own.length > 0 ? own : telling).toSorted(compare)
  const best = candidates[0]
  if (!best) return { ambiguous: false }
  const rivals = isSure(best) && !isForgeable(best) ? [] : candidates.filter((each) => isRival(each, best))
  if (best.by === 'earlier') return chooseEarlier(best, candidates)
  return isAmbiguous(rivals) ? { ambiguous: true } : { decisive: best, ambiguous: false }
}

/** Of refusals of whomever, one that all agree on and that does not depend on who asks. */
function chooseEarlier(best: Reasoned, candidates: readonly Reasoned[]): Choice {
  if (new Set(candidates.map(reasonOf)).size > 1) return { ambiguous: true }
  return FOR_EVERYBODY.has(best.denial.cause) ? { decisive: best, ambiguous: false } : { ambiguous: false }
}
