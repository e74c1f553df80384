import type { LogLine } from '../lines/log-line.ts'
import type { Wanted } from '../wanted/wanted.ts'

/** Thrown by a store that cannot be looked into; the message says why, to people. */
export class LogUnseen extends Error {
  override readonly name = 'LogUnseen'
}

/** What a look brought: lines that may tell of what is wanted, and parts of the source that could not be read. */
export type Look = { lines: readonly LogLine[]; unread?: readonly { part: string; why: string }[] }

/** A configured log. A `remote` one shows a line later than a file; `label` is its name with what it is. @throws LogUnseen from `look` */
export type LogStore = { name: string; label?: string; remote: boolean; look(wanted: Wanted): Promise<Look> }
