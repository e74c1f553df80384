import { z } from 'zod'

/** What a part of a request is. `credential`: who asks; `path`: the path, or `;name=value` in it. */
export const PartKind = z.enum(['header', 'cookie', 'query', 'body', 'path', 'credential'])
export type PartKind = z.infer<typeof PartKind>

/** What is done to a part. */
export const How = z.enum(['removed', 'replaced', 'added'])
export type How = z.infer<typeof How>

/**
 * One change to the refused request. `at` is where: a header's name, the position of a cookie, parameter or form field, a JSON
 * pointer (RFC 6901), a new position for what is added. `to` is the new value; nothing where the part is left out.
 */
export type Change = { kind: PartKind; name: string; how: How; at: string; to?: unknown }

const KINDS: Readonly<Record<PartKind, string>> = {
  header: 'header',
  cookie: 'cookie',
  query: 'query parameter',
  body: 'body field',
  path: 'part of the path',
  credential: 'identity',
}

/** A key that two equal changes share. */
export function changeKey({ kind, at, how, to }: Change): string {
  return JSON.stringify([kind, at, how, to])
}

/** Words for parts, `the header x-a and the query parameter q`; '' for none. */
export function partWords(parts: readonly { kind: PartKind; name: string }[]): string {
  return parts.map(({ kind, name }) => `the ${KINDS[kind]} ${name}`).join(' and ')
}
