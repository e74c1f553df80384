import { z } from 'zod'
import { TEMPLATE_SCOPE, WRITTEN } from './written.ts'

/** Marks the schemas of URLs that are asked: no secret may stand in them. */
export const ADDRESS = z.registry<{ templated: boolean }>()

function holdsLogin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && (url.username !== '' || url.password !== '')
}

/** An absolute http or https URL as it stands, without user name and password: a secret is named, not written. */
export const httpUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => !holdsLogin(text), { message: 'a URL without user name and password (basic: { username, password } says them)' })
  .refine((text) => !text.includes('{{'), { message: 'a URL without {{ templates }}, which are not read here' })
  .register(ADDRESS, { templated: false })

/** Scheme and whole host; user name, port and what is filled in cannot change them any more. */
const WRITTEN_HOST = /^https?:\/\/[^\s/?#@\\{}]+(?:[/?#]|$)/i

/** A URL with `{{ templates }}` behind its host: whatever a request fills in, the service that is asked stays the one that is listed. */
export function templatedUrl(...besides: string[]) {
  return z
    .string()
    .refine((text) => WRITTEN_HOST.test(text) && URL.canParse(text.replace(/\{\{.*$/s, '')), {
      message: 'an http or https URL with its host written out; {{ templates }} may stand in path and query',
    })
    .register(WRITTEN, { in: 'template', sees: [...TEMPLATE_SCOPE, ...besides] })
    .register(ADDRESS, { templated: true })
}
