import { z } from 'zod'
import { service } from './source-access.ts'
import { templatedUrl } from './source-url.ts'
import { templates } from './written.ts'

/**
 * A question of any other kind, by template: `GET` unless somebody who knows that the service only answers says `method: POST`.
 * Its templates see the names `besides`; `answer` is how its answer is read.
 */
export function httpQuestion<T extends z.ZodRawShape>(answer: T, ...besides: string[]) {
  const method = z.enum(['GET', 'POST']).default('GET')
  const question = { url: templatedUrl(...besides), method, body: templates(...besides).optional(), ...answer }
  return service(question).refine((source) => !('body' in source) || !('method' in source) || source.method === 'POST', {
    message: '`method: POST` where a body is to be sent',
  })
}
