import type { Exchange } from '../../exchange.ts'
import { redactText } from '../../redaction/redact-text.ts'
import type { CheckContext } from '../check.ts'
import { fullText, type LogLine } from './lines/log-line.ts'
import type { LogsFinding } from './logs-finding.ts'
import { type Match, WAYS } from './matching/match-line.ts'
import { isSure, silentSources } from './matching/match-lines.ts'
import type { Search } from './search-logs.ts'
import type { Wanted } from './wanted/wanted.ts'

const LINES_TOLD = 6
const TEXT_MAX = 300
/** Characters of a line that go with an exchange. */
const LOG_MAX = 65_536

/** A line for people: without secrets, in one line, shortened. */
function shownText({ shown, text }: LogLine): string {
  const whole = shown ?? text
  const clean = redactText(whole.slice(0, 4 * TEXT_MAX))
    .replace(/\s+/g, ' ')
    .trim()
  return clean.length > TEXT_MAX || whole.length > 4 * TEXT_MAX ? `${clean.slice(0, TEXT_MAX - 1).toWellFormed()}…` : clean
}

/** Of the moments that a line may mean, the one nearest to the request. */
function momentOf({ line, request }: Match): string | undefined {
  const { sentAt } = request ?? {}
  const moments = line.times.toSorted((one, other) => (sentAt === undefined ? 0 : Math.abs(one - sentAt) - Math.abs(other - sentAt)))
  return moments[0] === undefined ? undefined : new Date(moments[0]).toISOString()
}

function toldLine(match: Match): LogsFinding['lines'][number] {
  const { line, by, reading } = match
  return { source: line.source, at: momentOf(match), text: shownText(line), by, means: reading?.denial?.means }
}

/** The lines about the refused request or an earlier one; not those about other requests of ours. */
function linesAbout({ matches, choice }: Search): Match[] {
  const about = matches.filter(
    ({ request, by }) => request?.ours === 'refused' || (request === undefined && (by === 'earlier' || by === 'request-id')),
  )
  const key = choice.decisive?.line.key
  const isDecisive = ({ line }: Match) => line.key === key && line.source === choice.decisive?.line.source
  return about.toSorted(
    (one, other) => Number(isDecisive(other)) - Number(isDecisive(one)) || WAYS.indexOf(one.by) - WAYS.indexOf(other.by),
  )
}

function reasonOf({ choice: { decisive } }: Search): Partial<LogsFinding> {
  if (!decisive) return {}
  const { layer, product, cause, rule, confidence, means, text } = decisive.denial
  return { layer, product, cause, rule, confidence, means, text, source: decisive.line.source, at: momentOf(decisive) }
}

/** What the search amounts to. */
export function judgeSearch(search: Search, wanted: Wanted): LogsFinding {
  const about = linesAbout(search)
  const passed = about.find(({ reading }) => (reading?.denial?.via.length ?? 0) > 0)
  const status = about.find((match) => match.reading?.status !== undefined && (isSure(match) || match.by === 'time-and-path'))?.reading
    ?.status
  return {
    configured: true,
    seen: search.searched.length > 0,
    searched: [...search.searched],
    unseen: [...search.unseen],
    found: about.length > 0,
    by: search.choice.decisive?.by ?? about[0]?.by ?? 'none',
    count: about.length,
    lines: about.slice(0, LINES_TOLD).map(toldLine),
    named: search.choice.decisive !== undefined,
    ambiguous: search.choice.ambiguous,
    ...reasonOf(search),
    status,
    passedLine: passed !== undefined,
    passedBy: passed?.reading?.denial?.via[0]?.product,
    silent: silentSources(search.lines, search.matches, wanted),
    window: { from: new Date(wanted.from).toISOString(), to: new Date(wanted.to).toISOString() },
  }
}

const STATUS_OF: Readonly<Record<string, number>> = { 'not-authenticated': 401, 'rate-limited': 429 }

/** The exchange that the deciding line tells of, with the line: our own refused one, or for an earlier refusal one made of what the line says. */
export function exchangeOfLine({ choice: { decisive } }: Search, { request, exchanges, subject }: CheckContext): Exchange | undefined {
  if (!decisive) return undefined
  const log = redactText(fullText(decisive.line).slice(0, LOG_MAX))
  if (decisive.request) return { ...decisive.request.exchange, log }
  const status = decisive.reading?.status ?? STATUS_OF[decisive.reading?.verdict ?? ''] ?? 403
  return {
    as: exchanges[0]?.as ?? subject,
    at: momentOf(decisive),
    request: { method: request.method.toUpperCase(), url: exchanges[0]?.request.url ?? request.url, headers: {} },
    response: { status, headers: {}, body: '' },
    log,
  }
}
