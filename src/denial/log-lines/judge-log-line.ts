import { redactText } from '../../redaction/redact-text.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import { statusMeaning } from '../answer/status-meanings.ts'
import { isRefusal, type Layer } from '../denial.ts'
import { rankCauses, weighCauses } from '../refusal/weigh-causes.ts'
import type { Causes } from '../signature.ts'
import type { LogFacts, LogFormat, LogSaid } from './log-format.ts'
import type { LogDenial, LogReading } from './log-reading.ts'
import { lookUpReference } from './look-up-reference.ts'
import { readTime } from './read-time.ts'

const SAID_CONFIDENCE = 0.92
const ANSWERED_CONFIDENCE = 0.75
const TEXT_MAX = 300
const VALUE_MAX = 200
const PATH_MAX = 2_048

/** What a line's facts amount to: a refusal with its reason, something else, or null when the line tells nothing of that. */
export function judgeLogLine(facts: LogFacts, format: LogFormat): LogReading | null {
  const { said } = facts
  const status = isStatus(facts.status) ? facts.status : undefined
  if (!said && status === undefined) return null
  const meaning = status === undefined ? undefined : statusMeaning(status)
  const verdict = said?.verdict ?? (meaning && (isRefusal(meaning.verdict) || !said) ? meaning.verdict : 'denied')
  const writer = facts.writer ?? { layer: format.layer, product: format.product }
  return {
    format: format.id,
    product: writer.product,
    verdict,
    ...shown(facts),
    ...(status === undefined ? {} : { status }),
    references: referencesOf(facts),
    denial: said ? saidDenial(said, writer, meaning?.causes) : isRefusal(verdict) ? statusDenial(facts, writer) : null,
  }
}

/** A reason that the line gives. Its status adds to the causes only where the reason names none. */
function saidDenial(said: LogSaid, writer: { layer: Layer; product: string }, ofStatus: Causes = {}): LogDenial {
  const own = Object.keys(said.causes).length > 0 ? said.causes : ofStatus
  return {
    layer: said.layer ?? writer.layer,
    product: said.product ?? writer.product,
    ...rankCauses(weighCauses([own])),
    ...(said.rule === undefined ? {} : { rule: clean(said.rule, TEXT_MAX) }),
    confidence: said.confidence ?? SAID_CONFIDENCE,
    via: [],
    means: said.means,
    text: clean(said.text, TEXT_MAX),
  }
}

/** Only a status: whose it is when the line tells who answered, nobody's when it does not. */
function statusDenial({ status = 0, answeredBy }: LogFacts, writer: { layer: Layer; product: string }): LogDenial {
  const own = answeredBy === 'writer'
  const isKnown = writer.product !== 'unknown'
  const { causes, means } = statusMeaning(status)
  return {
    layer: own ? writer.layer : 'unknown',
    product: own ? writer.product : 'unknown',
    ...rankCauses(weighCauses([causes])),
    confidence: own ? ANSWERED_CONFIDENCE : 0,
    via: answeredBy === 'upstream' && isKnown ? [writer] : [],
    means: statusWords({ status, means, product: writer.product, answeredBy }),
    text: String(status),
  }
}

type StatusWords = { status: number; means: string; product: string; answeredBy: LogFacts['answeredBy'] }

function statusWords({ status, means, product, answeredBy }: StatusWords): string {
  const name = product === 'unknown' ? 'the server that wrote this line' : product
  if (answeredBy === 'writer') return `${name} answered ${status} itself and asked nobody behind it: ${lowerFirst(means)}`
  if (answeredBy === 'upstream') return `What stands behind ${name} answered ${status}; its own log says why`
  return `${means}; an access line says neither who nor why: the error log at the same time does`
}

function shown(facts: LogFacts): Partial<LogReading> {
  const when = facts.when === undefined ? undefined : readTime(facts.when, facts.utc)
  const texts = { method: facts.method?.toUpperCase(), host: facts.host, client: facts.client, user: facts.user }
  return {
    ...(when ? { when } : {}),
    ...Object.fromEntries(Object.entries(texts).flatMap(([name, value]) => (isTold(value) ? [[name, clean(value, VALUE_MAX)]] : []))),
    ...(isTold(facts.path) ? { path: redactUrl(facts.path.slice(0, PATH_MAX)) } : {}),
  }
}

function referencesOf({ references = [] }: LogFacts): LogReading['references'] {
  const told = references.flatMap(({ name, value, lookUp }) =>
    isTold(value) ? [{ name, value: value.slice(0, VALUE_MAX), where: 'log', lookUp: lookUp ?? lookUpReference(name) }] : [],
  )
  return told.filter(({ value }, at) => told.findIndex((other) => other.value === value) === at)
}

/** A status that was cut off, or a number of another meaning, is none. */
function isStatus(status: number | undefined): boolean {
  return status !== undefined && Number.isInteger(status) && status >= 100 && status <= 999
}

function isTold(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '' && value !== '-'
}

/** A method, an address or a host name, which can hold no secret. */
const PLAIN = /^(?:[A-Za-z]{2,20}|[\d.:]{2,45}|[\w-]{1,20}(?:\.[\w-]{1,20}){0,5}(?::\d{1,5})?)$/

/** Words of a stranger's line, shortened and without secrets. */
function clean(text: string, max: number): string {
  if (PLAIN.test(text)) return text
  return redactText(text.slice(0, 2 * max))
    .slice(0, max)
    .trim()
}

const lowerFirst = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`
