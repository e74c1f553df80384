import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { Denial } from '../../denial/denial.ts'
import { identify } from '../../denial/identify.ts'
import { readJsonExchange } from '../../denial/input/read-json-exchange.ts'
import { Why403Error } from '../../errors.ts'
import { redactStrings } from '../../redaction/redact-strings.ts'
import { jsonAnswer, jsonBody } from './json-answer.ts'
import { DenialSchema, ExplainBody } from './schemas.ts'

const explain = createRoute({
  method: 'post',
  path: '/explain',
  summary: 'Who refused and why, read from one response',
  request: { body: jsonBody(ExplainBody) },
  responses: jsonAnswer(DenialSchema, 'The denial'),
})

/** Reads a pasted response; nothing is sent and nothing is stored, and no secret in it comes back. */
export function explainRoutes(): OpenAPIHono {
  const routes = new OpenAPIHono()
  routes.openapi(explain, (c) => {
    const item = readJsonExchange(c.req.valid('json'))
    if ('error' in item) throw new Why403Error('input.malformed', `Found ${item.error.found}, expected ${item.error.expected}.`)
    return c.json(Denial.parse(redactStrings(identify([item.exchange]))), 200)
  })
  return routes
}
