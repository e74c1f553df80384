import type { Change } from './change.ts'
import type { Field } from './pair-list.ts'

/** More fields than these are taken apart by their common parents. */
const FIELDS_MAX = 48

type Json = unknown

function childrenOf({ at, value }: Field): Field[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([key, child]) => {
    const pointer = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    return { at: pointer, name: pointer, value: child }
  })
}

/** The fields of a JSON value by pointer, as deep as there are not too many: leaves, empty objects and lists, or their parents. */
export function jsonFields(root: Json): Field[] {
  let fields = childrenOf({ at: '', name: '', value: root })
  while (fields.some((field) => childrenOf(field).length > 0)) {
    const deeper = fields.flatMap((field) => {
      const children = childrenOf(field)
      return children.length > 0 ? children : [field]
    })
    if (deeper.length > FIELDS_MAX) break
    fields = deeper
  }
  return fields
}

/** A copy of a JSON value in which the changed fields are left out or have another value; lists close up. */
export function withJsonFields(root: Json, changes: readonly Change[]): Json {
  const byPointer = new Map(changes.map((change) => [change.at, change]))

  function copy(field: Field): Json {
    const change = byPointer.get(field.at)
    if (change) return change.to
    if (typeof field.value !== 'object' || field.value === null) return field.value
    const kept = childrenOf(field).filter(({ at }) => !byPointer.has(at) || byPointer.get(at)?.to !== undefined)
    const copies = kept.map((child) => [lastToken(child.at), copy(child)] as const)
    return Array.isArray(field.value) ? copies.map(([, value]) => value) : Object.fromEntries(copies)
  }

  return copy({ at: '', name: '', value: root })
}

function lastToken(pointer: string): string {
  return pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
}
