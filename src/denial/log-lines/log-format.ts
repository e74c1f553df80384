import type { Cause, Denial, Layer, Verdict } from '../denial.ts'
import type { Causes } from '../signature.ts'
import type { JsonRecord } from './json-record.ts'
import type { Field } from './split-fields.ts'

/**
 * A line made ready for the formats. `split` gives its fields, split once; `program` is the syslog tag, `fields` the
 * names of a W3C `#Fields:` directive.
 */
export type LogText = {
  text: string
  split: () => readonly Field[]
  record?: JsonRecord
  /** The JSON ended too early: what is missing from the record may have been there. */
  isCut?: boolean
  program?: string
  fields?: readonly string[]
}

/** The reason that a line gives by itself; `text` are its words. Layer and product are the format's unless said. */
export type LogSaid = {
  means: string
  causes: Causes
  text: string
  rule?: string
  verdict?: Verdict
  layer?: Layer
  product?: string
  confidence?: number
}

/** What a format reads out of a line, as it stands there; empty values and `-` are left out later. */
export type LogFacts = {
  /** A number is seconds or milliseconds since 1970; `utc` when the form itself says so and the text does not. */
  when?: string | number
  utc?: boolean
  method?: string
  host?: string
  path?: string
  status?: number
  client?: string
  user?: string
  references?: readonly { name: string; value: string | undefined; lookUp?: string }[]
  said?: LogSaid
  /** Who made the answer, where the line tells: the writer of the line, or what stands behind it. */
  answeredBy?: 'writer' | 'upstream'
  /** Replaces the format's own product and layer where the line says more. */
  writer?: Denial['via'][number]
}

/** What a format must find in a line, run as a test; `denial: null` for a line that tells of no refusal. */
export type LogExample = {
  line: string
  fields?: string
  verdict?: Verdict
  cause?: Cause
  rule?: string
  product?: string
  layer?: Layer
  status?: number
  method?: string
  path?: string
  client?: string
  iso?: string
  reference?: string
  denial?: null
}

/** One form of log line of one product. `read` gives nothing when the line is of another form; it never throws. */
export type LogFormat = {
  id: string
  product: string
  layer: Layer
  source: string
  read(line: LogText): LogFacts | undefined
  examples: readonly LogExample[]
}
