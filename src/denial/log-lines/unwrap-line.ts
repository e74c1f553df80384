import { isRecord, memberAt, textAt } from './json-record.ts'
import type { LogFacts, LogText } from './log-format.ts'
import { lineOf, prepareLine } from './prepare-line.ts'
import { recordFacts } from './record-facts.ts'

/** What is inside a line's wrapping, and what the wrapping itself tells. */
export type Unwrapped = { line: LogText; facts: LogFacts }

const SYSLOG_TIME = '[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d'
const ISO_TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)'

/**
 * Wrappings of a text line, each with the groups `when`, `program` and `rest`. Sources: the Kubernetes CRI log format,
 * RFC 5424, RFC 3164, `journalctl -o short-iso`, `docker compose logs`, `kubectl logs --prefix`, `docker logs -t`.
 */
export const WRAPPINGS: readonly RegExp[] = [
  new RegExp(`^(?<when>${ISO_TIME}) (?:stdout|stderr) [FP] (?<rest>.+)$`, 's'),
  /^<\d{1,3}>\d{1,2} (?<when>\S{1,40}) \S{1,255} (?<program>\S{1,48}) \S{1,128} \S{1,32} (?:-|\[(?:[^\]\\]|\\.){0,1000}\]) ?(?<rest>.+)$/s,
  new RegExp(
    `^(?:<\\d{1,3}>)?(?<when>${SYSLOG_TIME}|${ISO_TIME}) [\\w.:-]{1,255} (?<program>[\\w./@-]{1,64})(?:\\[[\\w.-]{1,32}\\])?: (?<rest>.+)$`,
    's',
  ),
  new RegExp(`^(?:<\\d{1,3}>)?(?<when>${SYSLOG_TIME}|${ISO_TIME}) (?<program>[\\w./@-]{1,64})\\[[\\w.-]{1,32}\\]: (?<rest>.+)$`, 's'),
  /^\[?(?:pod\/)[\w./-]{1,300}\]? (?<rest>.+)$/s,
  /^[\w.-]{1,100} {0,60}\| (?<rest>.+)$/s,
  new RegExp(`^(?<when>${ISO_TIME}) (?<rest>.+)$`, 's'),
]

/** Members in which collectors keep a whole line, most telling first. */
const LINE_MEMBERS = ['log', 'MESSAGE', 'textPayload', '@message', 'event.original', '_raw', 'line', 'message', 'msg']
const RECORD_MEMBERS = ['jsonPayload', 'protoPayload', 'event', 'result']

/** Takes one wrapping off: a collector's JSON member, a syslog, CRI, journal or compose prefix. Undefined when there is none. */
export function unwrapLine({ text, record, fields }: LogText): Unwrapped | undefined {
  if (record) return unwrapRecord(record)
  for (const wrapping of WRAPPINGS) {
    const groups = wrapping.exec(text)?.groups
    if (groups) return unwrapped(groups.rest ?? '', { when: groups.when, program: groups.program, fields })
  }
  return undefined
}

function unwrapRecord(record: NonNullable<LogText['record']>): Unwrapped | undefined {
  const facts = recordFacts(record)
  const text = textAt(record, ...LINE_MEMBERS)
  const program = textAt(record, 'SYSLOG_IDENTIFIER', 'program', 'appname')?.toLowerCase()
  if (text !== undefined) return { line: prepareLine(text, { program }), facts }
  const inner = RECORD_MEMBERS.map((name) => memberAt(record, name)).find(isRecord)
  return inner && { line: lineOf({ text: '', record: inner }), facts }
}

function unwrapped(rest: string, { when, program, fields }: { when?: string; program?: string; fields?: readonly string[] }): Unwrapped {
  return { line: prepareLine(rest, { program: program?.toLowerCase(), fields }), facts: when === undefined ? {} : { when } }
}
