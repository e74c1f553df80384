import { z } from 'zod'

/** What a text is written in, and the names that its expressions see. `json`: any value with templates in its texts. */
export type Written = { in: 'cel' | 'template' | 'json'; sees: readonly string[] }

/** Marks the schemas whose texts are more than texts, so that mistakes in them are told at start. */
export const WRITTEN = z.registry<Written>()

/** What the templates of every source see. */
export const TEMPLATE_SCOPE = ['incident', 'request', 'subject', 'identity', 'token', 'target']

/** CEL over these names. */
export function cel(...sees: string[]) {
  return z.string().min(1).register(WRITTEN, { in: 'cel', sees })
}

/** A text with `{{ templates }}`, which see these names besides. */
export function template(...besides: string[]) {
  return z
    .string()
    .min(1)
    .register(WRITTEN, { in: 'template', sees: [...TEMPLATE_SCOPE, ...besides] })
}

/** A value with `{{ templates }}` in its texts, of any JSON shape; they see these names besides. */
export function templates(...besides: string[]) {
  return z.json().register(WRITTEN, { in: 'json', sees: [...TEMPLATE_SCOPE, ...besides] })
}
