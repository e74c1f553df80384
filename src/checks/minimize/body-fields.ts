import type { Change } from './change.ts'
import { jsonFields, withJsonFields } from './json-fields.ts'
import { multipartParts, withMultipartParts } from './multipart-body.ts'
import { type Field, pairFields, withPairs } from './pair-list.ts'

type Form = { kind: 'json'; root: unknown } | { kind: 'multipart' } | { kind: 'form' } | { kind: 'none' }

function parsed(body: string): Form {
  try {
    return { kind: 'json', root: JSON.parse(body) }
  } catch {
    return { kind: 'none' }
  }
}

/** What a body looks like; its Content-Type is not asked, since curl says `form` of all that it sends. */
function formOf(body: string): Form {
  if (/^\s*[[{]/.test(body)) return parsed(body)
  if (/^--[^\r\n]{1,70}\r?\n/.test(body)) return { kind: 'multipart' }
  return /^[^\s=&<>]{1,256}=/.test(body) ? { kind: 'form' } : { kind: 'none' }
}

/** The fields of a JSON, form or multipart body; none of any other, which stays whole. */
export function bodyFields(body: string): Field[] {
  const form = formOf(body)
  switch (form.kind) {
    case 'json':
      return jsonFields(form.root)
    case 'multipart':
      return multipartParts(body)
    case 'form':
      return pairFields(body.trim(), '&')
    case 'none':
      return []
    default:
      return form satisfies never
  }
}

/** The body with the changed fields left out or with another value. */
export function bodyWith(body: string, changes: readonly Change[]): string {
  const form = formOf(body)
  switch (form.kind) {
    case 'json':
      return JSON.stringify(withJsonFields(form.root, changes))
    case 'multipart':
      return withMultipartParts(body, changes)
    case 'form':
      return withPairs(body.trim(), '&', changes)
    case 'none':
      return body
    default:
      return form satisfies never
  }
}
