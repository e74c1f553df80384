import type { Scope } from '../../../expression/scope.ts'
import type { CheckContext } from '../../check.ts'
import { CheckFailed } from '../../check-failed.ts'
import { fieldOf, told } from '../../sources/ask-json.ts'

/** What a source is asked for: what was changed since then. */
export type ChangeQuestion = { context: CheckContext; scope: Scope; since: Date }

/** A change as a source tells it, its time not yet judged. */
export type ToldChange = { at: unknown; what: unknown; who?: unknown; link?: unknown }

/** The items of an answer that is a list. @throws CheckFailed where it is none: that nothing was changed is an empty list */
export function itemsOfList(json: unknown): unknown[] {
  if (!Array.isArray(json)) throw new CheckFailed('protocol', `its answer is no list: ${told(JSON.stringify(json), 160) ?? 'empty'}`)
  return itemsOf(json)
}

/** The items of a list, whatever else is in its place. */
export function itemsOf(value: unknown, name?: string): unknown[] {
  const list = name === undefined ? value : fieldOf(value, name)
  return Array.isArray(list) ? list.slice(0, 500) : []
}

/** The first line of a message. */
export function firstLine(value: unknown): string | undefined {
  return told(typeof value === 'string' ? value.split('\n', 1)[0] : value, 200)
}
