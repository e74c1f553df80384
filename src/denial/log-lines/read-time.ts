import type { LogTime } from './log-reading.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const COMMON = /^(\d{1,2})\/([A-Za-z]{3})\/(\d{4}):(\d\d:\d\d:\d\d)(\.\d{1,9})? ([+-]\d\d):?(\d\d)$/
const ZONED = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))? ?(Z|UTC|[+-]\d\d:?\d\d)$/
const UNZONED = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?$/
const TEXT_MAX = 64
/** Seconds since 1970, or finer units of it, told apart by size: all are times between 1973 and 5138. */
const EPOCH = /^\d{9,19}(?:\.\d{1,9})?$/
const PER_UNIT_MS = [
  { below: 1e11, ms: 1000 },
  { below: 1e14, ms: 1 },
  { below: 1e17, ms: 1e-3 },
  { below: 1e20, ms: 1e-6 },
]

/**
 * A time as it stands in a log. Common log format, ISO 8601 and seconds (to nanoseconds) since 1970 give `iso`; what
 * lacks a zone or a year gives none, unless `utc` says that the form is in UTC by definition.
 */
export function readTime(value: string | number, utc = false): LogTime | undefined {
  if (typeof value === 'number' || EPOCH.test(value)) return readEpoch(Number(value), String(value))
  const text = value.trim().slice(0, TEXT_MAX)
  if (text === '' || text === '-') return undefined
  const iso = toIso(readCommon(text) ?? readZoned(text) ?? (utc ? readUnzoned(text) : undefined))
  return iso === undefined ? { text } : { text, iso }
}

function readEpoch(value: number, text: string): LogTime {
  const unit = PER_UNIT_MS.find(({ below }) => value < below)
  const iso = toIso(unit && value > 0 ? value * unit.ms : undefined)
  return iso === undefined ? { text } : { text, iso }
}

function readCommon(text: string): string | undefined {
  const [, day = '', month = '', year, time, fraction = '', hours, minutes] = COMMON.exec(text) ?? []
  const number = MONTHS.indexOf(month.toLowerCase()) + 1
  return number > 0 ? `${year}-${two(number)}-${two(day)}T${time}${fraction.slice(0, 4)}${hours}:${minutes}` : undefined
}

function readZoned(text: string): string | undefined {
  const [, date, time, fraction, zone = ''] = ZONED.exec(text) ?? []
  if (date === undefined) return undefined
  const offset = zone === 'UTC' || zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  return `${date}T${time}${fraction ? `.${fraction.slice(0, 3)}` : ''}${offset}`
}

function readUnzoned(text: string): string | undefined {
  const [, date, time, fraction] = UNZONED.exec(text) ?? []
  return date === undefined ? undefined : `${date}T${time}${fraction ? `.${fraction.slice(0, 3)}` : ''}Z`
}

function toIso(time: string | number | undefined): string | undefined {
  if (time === undefined) return undefined
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

const two = (value: string | number) => String(value).padStart(2, '0')
