import { escapeRegExp } from '../matching/path-in-text.ts'
import { wantedIds, wantedPaths } from '../wanted/may-tell.ts'
import type { Wanted } from '../wanted/wanted.ts'

const NEEDLES_MAX = 40

/** A LogQL string in double quotes, which takes Go's escapes. https://grafana.com/docs/loki/latest/query/log_queries/ */
export function logqlString(text: string): string {
  return JSON.stringify(text.toWellFormed())
}

/** A regular expression (RE2) for a text; a slash may stand behind the backslash of JSON. */
function needle(text: string): string {
  return escapeRegExp(text).replaceAll('\\/', '\\\\?/').replaceAll('\\-', '-')
}

function pathNeedle(path: string): string {
  const before = path === '/' ? '[\\s"\'=:]' : ''
  return `${before}${needle(path)}(?:[^\\w%~@+/-]|/?$|/[\\s"'?])`
}

/** Every id, the incident's mark and the paths as one regular expression, whatever the case of an id. */
export function wantedPattern(wanted: Wanted): string {
  const ids = wantedIds(wanted).slice(0, NEEDLES_MAX).map(needle)
  const agent = wanted.agent === undefined ? [] : [needle(wanted.agent)]
  return `(?i)(?:${[...ids, ...agent, ...wantedPaths(wanted).map(pathNeedle)].join('|')})`
}

/** The configured query with a line filter behind it; the line break ends a comment that may stand at its end. */
export function logqlQuery(configured: string, wanted: Wanted): string {
  return `${configured.trim()}\n|~ ${logqlString(wantedPattern(wanted))}`
}

/** Nanoseconds since 1970, as Loki counts. */
export function nanoseconds(ms: number): string {
  return String(BigInt(Math.round(ms)) * 1_000_000n)
}
