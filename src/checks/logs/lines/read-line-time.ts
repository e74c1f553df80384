/** A time as a line tells it; without a zone `ms` is what it would be in UTC. */
export type LineTime = { ms: number; zoned: boolean }

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const HEAD_MAX = 2_048
const CLOCK = String.raw`(?<clock>\d\d:\d\d:\d\d)(?:[.,](?<fraction>\d{1,9}))?`

const ISO = String.raw`(?<year>\d{4})[-/](?<month>\d\d)[-/](?<day>\d\d)[T ]${CLOCK} ?(?<zone>Z\b|UTC\b|[+-]\d\d:?\d\d\b)?`
const COMMON = String.raw`(?<day>\d{1,2})[/-](?<month>[A-Z][a-z]{2})[/-](?<year>\d{4})[: ]${CLOCK}(?: (?<zone>[+-]\d{4}))?`
const CTIME = String.raw`(?<month>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2}) ${CLOCK} (?<year>\d{4})`
const EPOCH = String.raw`(?<epoch>1\d{9}(?:\.\d{1,9}|\d{3})?)(?![\d-])`

/** A time in front of a line is its own, whatever times follow: seconds since 1970 (Squid), ISO 8601 and nginx, Apache, Tomcat. */
const FRONT = [EPOCH, String.raw`\[?${ISO}`, String.raw`\[?(?:[A-Z][a-z]{2} )?${CTIME}`, String.raw`\[?${COMMON}`].map(
  (form) => new RegExp(`^${form}`),
)

/**
 * Times further in: common log format, JSON, auditd; one with a zone is taken before one without. Syslog's (RFC 3164) has neither
 * year nor zone, and often wraps a better one.
 */
const INNER = [
  ISO,
  COMMON,
  String.raw`(?:audit\(|"(?:time|timestamp|@timestamp|ts|t|msec|date|start_time)" ?: ?"?)${EPOCH}`,
  CTIME,
  String.raw`^(?:<\d{1,3}>)?(?<month>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2}) ${CLOCK} `,
].map((form) => new RegExp(form))

function timeBy(form: RegExp, text: string, now: number): LineTime | undefined {
  const groups = form.exec(text)?.groups
  return groups && timeOf(groups, now)
}

/** The line's own time: the one in front, else one with a zone, else any. `now` gives the year where the line has none. */
export function readLineTime(text: string, now: number): LineTime | undefined {
  const head = text.slice(0, HEAD_MAX)
  for (const form of FRONT) {
    const time = timeBy(form, head, now)
    if (time) return time
  }
  let unzoned: LineTime | undefined
  for (const form of INNER) {
    const time = timeBy(form, head, now)
    if (time?.zoned) return time
    unzoned ??= time
  }
  return unzoned
}

type Groups = Readonly<Record<string, string | undefined>>

function timeOf({ epoch, year, month = '', day = '', clock, fraction = '', zone }: Groups, now: number): LineTime | undefined {
  if (epoch !== undefined) return { ms: Math.round(Number(epoch) * (/^\d{13}$/.test(epoch) ? 1 : 1000)), zoned: true }
  const number = /\d/.test(month) ? Number(month) : MONTHS.indexOf(month.toLowerCase()) + 1
  if (number < 1) return undefined
  const date = `${pad(number)}-${pad(day)}T${clock}.${fraction.slice(0, 3).padEnd(3, '0')}`
  const ms = year === undefined ? nearestYear(date, now) : Date.parse(`${year}-${date}${zoneOf(zone)}`)
  return Number.isNaN(ms) ? undefined : { ms, zoned: zone !== undefined }
}

function zoneOf(zone: string | undefined): string {
  return zone === undefined || zone === 'Z' || zone === 'UTC' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`
}

/** Of this year, the last and the next, the one whose day is nearest to now. */
function nearestYear(date: string, now: number): number {
  const year = new Date(now).getUTCFullYear()
  const times = [year, year - 1, year + 1].map((each) => Date.parse(`${each}-${date}Z`)).filter((ms) => !Number.isNaN(ms))
  return times.toSorted((one, other) => Math.abs(one - now) - Math.abs(other - now))[0] ?? Number.NaN
}

const pad = (value: string | number) => String(value).trim().padStart(2, '0')

/** No date lies further from 1970, less the zones (ECMA-262, 21.4.1.1); a store may hold any number. */
const TIME_MAX_MS = 8.64e15 - 2 * 86_400_000

/** Moments that a time may mean: `offsetMs` is the writer's distance from UTC where it is known; else UTC and our own zone are tried. */
export function momentsOf(time: LineTime | undefined, offsetMs?: number): readonly number[] {
  if (!time || Math.abs(time.ms) > TIME_MAX_MS) return []
  if (time.zoned) return [time.ms]
  if (offsetMs !== undefined) return [time.ms - offsetMs]
  const ours = new Date(time.ms).getTimezoneOffset() * 60_000
  return ours === 0 ? [time.ms] : [time.ms, time.ms + ours]
}

const QUARTER_MS = 15 * 60_000
const OFFSET_MAX_MS = 14 * 60 * 60_000
const STEADY_MS = 90_000

/** How far a writer's clock is from UTC, by the time of its last line and the moment when that was written; undefined where they do not fit. */
export function writerOffset(last: LineTime | undefined, writtenAt: number): number | undefined {
  if (!last || last.zoned) return undefined
  const distance = last.ms - writtenAt
  const offset = Math.round(distance / QUARTER_MS) * QUARTER_MS
  return Math.abs(distance - offset) <= STEADY_MS && Math.abs(offset) <= OFFSET_MAX_MS ? offset : undefined
}
