import type { Causes } from '../../signature.ts'
import type { LogSaid } from '../log-format.ts'

/** One rule that matched. `score` is the anomaly score where the message tells it; `severity` counts as syslog does, 0 the worst. */
export type RuleMatch = {
  id?: string
  message?: string
  tags: readonly string[]
  isBlocking: boolean
  score?: string
  severity?: number
}

const SEVERITIES = ['EMERGENCY', 'ALERT', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG']
const SUMMING = /^(?:949|959|980)\d{3}$/
const CORE_RULE = /^9\d{5}$/
const RULES_NAMED = 5
/** Of a rule that tells no severity. */
const LEAST = 7

/** What rules of the Core Rule Set look for, by the first three digits of the id. Source: the file names of the rule set. */
const KINDS: Readonly<Record<string, { means: string; causes?: Causes }>> = {
  911: { means: 'the method is not allowed', causes: { 'waf-rule': 0.8, 'method-or-path': 0.7 } },
  912: { means: 'too many requests', causes: { 'rate-limit': 0.9, 'waf-rule': 0.6 } },
  913: { means: 'the client looks like a scanner', causes: { 'waf-rule': 0.85, 'bot-challenge': 0.5 } },
  920: { means: 'the request breaks the protocol' },
  921: { means: 'request smuggling or header injection' },
  922: { means: 'a multipart body that is not in order' },
  930: { means: 'a path to a local file' },
  931: { means: 'a file from elsewhere' },
  932: { means: 'a system command' },
  933: { means: 'PHP code' },
  934: { means: 'code for a server (Node.js, templates, SSRF)' },
  941: { means: 'cross-site scripting' },
  942: { means: 'SQL' },
  943: { means: 'session fixation' },
  944: { means: 'Java code' },
  950: { means: 'data that would leak' },
}
const ADDRESS = /blocklist|blacklist|geo|ip[ _-]?reputation|country/i

/** Whether a rule looked at the request itself; others of the Core Rule Set only add the score up or report it. */
function looksAtRequest({ id }: RuleMatch): boolean {
  return id !== undefined && !SUMMING.test(id)
}

/** Whether a rule decides by itself: of the Core Rule Set only those that sum up do, every other one only scores. */
export function decides({ id }: RuleMatch): boolean {
  return id !== undefined && (SUMMING.test(id) || !CORE_RULE.test(id))
}

/** A severity as version 2 spells it or as version 3 counts it. */
export function severityOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const at = /^[0-7]$/.test(text) ? Number(text) : SEVERITIES.indexOf(text.toUpperCase())
  return at < 0 ? undefined : at
}

/** The match that says why, the first of those that are named. */
export function tellingMatch<Match extends RuleMatch>(matches: readonly Match[]): Match | undefined {
  return rulesToName(matches)[0] ?? matches[0]
}

/**
 * The reason that matched rules give together; `text` are its words. `isBlocked` where the record says so as a whole and
 * no message by itself.
 */
export function ruleSaid(
  matches: readonly RuleMatch[],
  { text, isBlocked = matches.some(({ isBlocking }) => isBlocking) }: { text: string; isBlocked?: boolean },
): LogSaid {
  const named = rulesToName(matches)
  const first = named[0] ?? matches[0]
  const rule = [...new Set((named.length > 0 ? named : matches).flatMap(({ id }) => id ?? []))].slice(0, RULES_NAMED)
  return {
    means: meaningOf({ first, isBlocked, score: matches.find(({ score }) => score)?.score, sumsOnly: named.length === 0 }),
    causes: causesOf(first, isBlocked),
    text,
    ...(rule.length > 0 ? { rule: rule.join(', ') } : {}),
    confidence: isBlocked ? 0.97 : 0.7,
    verdict: 'denied',
  }
}

/**
 * The rules that looked at the request and did not only sum scores up: the one that denied by itself; where nothing was
 * summed up, those of the house; else the gravest, since a numeric Host header adds to every score and is never why.
 */
function rulesToName<Match extends RuleMatch>(matches: readonly Match[]): readonly Match[] {
  const seekers = matches.filter(looksAtRequest)
  const denying = seekers.filter(({ isBlocking }) => isBlocking)
  if (denying.length > 0) return denying
  const isSummedUp = matches.some(({ id = '' }) => SUMMING.test(id))
  const ofTheHouse = isSummedUp ? [] : seekers.filter(({ id = '' }) => !CORE_RULE.test(id))
  return ofTheHouse.length > 0 ? ofTheHouse : gravest(seekers)
}

function gravest<Match extends RuleMatch>(matches: readonly Match[]): readonly Match[] {
  const worst = Math.min(...matches.map(({ severity = LEAST }) => severity))
  return matches.filter(({ severity = LEAST }) => severity === worst)
}

function causesOf(first: RuleMatch | undefined, isBlocked: boolean): Causes {
  if (ADDRESS.test(first?.message ?? '')) return { 'waf-rule': 0.7, 'ip-or-geo-restriction': 0.7 }
  const known = KINDS[(first?.id ?? '').slice(0, 3)]?.causes
  return known ?? { 'waf-rule': isBlocked ? 0.97 : 0.8 }
}

function meaningOf({
  first,
  isBlocked,
  score,
  sumsOnly,
}: {
  first?: RuleMatch
  isBlocked: boolean
  score?: string
  sumsOnly: boolean
}): string {
  const kind = first?.id?.length === 6 ? KINDS[first.id.slice(0, 3)]?.means : undefined
  const about = first?.message ? `: ${first.message}` : kind ? `: ${kind}` : ''
  const points = score === undefined ? '' : ` (score ${score})`
  if (sumsOnly && first?.id) {
    return `The anomaly score of the request is over the limit${points}; the rules that raised it stand in the lines before, with the same unique id`
  }
  if (isBlocked) return `A ModSecurity rule refused the request${about}${points}`
  return `A ModSecurity rule matched and raised the anomaly score; it refuses only together with rule 949110${about}`
}
