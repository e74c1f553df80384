import { unseenSentence } from '../sources/unseen.ts'
import type { LogsFinding } from './logs-finding.ts'

const LISTED_MAX = 3

const HOW: Readonly<Record<LogsFinding['by'], string>> = {
  trace: 'by its trace id',
  'request-id': 'by its request id',
  'user-agent': 'by our user agent',
  'time-and-path': 'by time and path',
  'time-and-client': 'by time and our address',
  earlier: 'an earlier refusal of the same path, of whomever',
  none: '',
}

const clock = (iso: string) => `${iso.slice(11, 16)} UTC`
const list = (names: readonly string[]) => names.slice(0, LISTED_MAX).join(', ')

function reasonWords({ by, at, source, means = '', rule }: LogsFinding): string {
  const when =
    by === 'earlier' && at !== undefined
      ? `A refusal of the same path at ${clock(at)} stands in ${source}`
      : `The log ${source} names the reason`
  const how = by === 'earlier' ? '' : ` (found ${HOW[by]})`
  return `${when}${how}: ${means.replace(/\.$/, '')}${rule === undefined ? '' : ` (rule ${rule})`}.`
}

/** A refusal from before whose reason depends on who asked. */
function earlierWords({ lines: [first], count }: LogsFinding): string {
  const when = first?.at === undefined ? '' : ` at ${clock(first.at)}`
  const means = first?.means === undefined ? '' : `: ${first.means.replace(/\.$/, '')}`
  return `${count === 1 ? 'A refusal' : `${count} refusals`} of the same path${when} stand${count === 1 ? 's' : ''} in ${first?.source}${means}. Whether it was this caller, it does not say.`
}

function foundWords(finding: LogsFinding): string {
  const { by, ambiguous } = finding
  return by === 'earlier' && !ambiguous ? earlierWords(finding) : ownWords(finding)
}

function ownWords({ by, count, status, passedLine, passedBy, ambiguous, searched }: LogsFinding): string {
  if (ambiguous)
    return `${count} lines in ${list(searched)} fit by time and path alone and tell different reasons: none can be called ours.`
  const said = status === undefined ? '' : `, with status ${status}`
  if (passedLine) return `The request is in the log of ${passedBy ?? 'a layer'}, which let it pass${said}: the refusal came from behind it.`
  return `The logs have the request (${HOW[by]}${said}) and do not say why it was refused.`
}

/** One sentence, or a few, for people. */
export function logsLine(finding: LogsFinding): string {
  const { configured, seen, found, named, searched, silent, unseen } = finding
  if (!configured)
    return 'No logs are configured: list them under `logs:` of this target in why403.yaml (file, loki, elasticsearch, opensearch, http), and the refusal is looked up there by itself.'
  const rest = unseenSentence(unseen)
  if (!seen) return `None of the logs could be looked into. ${rest}`
  const quiet = silent.length > 0 ? `The log ${list(silent)} has lines of that time and none of this request: it never came there.` : ''
  const nothing = `Nothing about this request stands in ${list(searched)}.`
  const told = named ? reasonWords(finding) : found ? foundWords(finding) : nothing
  return [told, quiet, rest].filter((words) => words !== '').join(' ')
}
