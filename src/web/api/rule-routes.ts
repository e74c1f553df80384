import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { incidentName } from '../../incidents/incident-name.ts'
import { actorName } from '../../incidents/view/actor-name.ts'
import type { Store } from '../../store/assemble-store.ts'
import { listRules } from '../../store/rules/read-rules.ts'
import { Resolution } from '../../walk/event.ts'
import { jsonAnswer } from './json-answer.ts'
import { RulesQuery } from './schemas.ts'

const Rule = Resolution.extend({
  id: z.string(),
  incident: z.string(),
  target: z.string(),
  route: z.string(),
  method: z.string(),
  confirmations: z.int(),
  refutations: z.int(),
  resolvedBy: z.string(),
}).openapi('Rule')

const list = createRoute({
  method: 'get',
  path: '/rules',
  summary: 'Resolved rules, newest first; with `words`, those that hold them all',
  request: { query: RulesQuery },
  responses: jsonAnswer(z.object({ rules: z.array(Rule) }), 'Rules'),
})

/** What refused before, and how it was mended. */
export function ruleRoutes(store: Store): OpenAPIHono {
  const routes = new OpenAPIHono()
  routes.openapi(list, async (c) => {
    const rules = await listRules(store.db, c.req.valid('query'))
    return c.json(
      {
        rules: rules.map((rule) => Rule.parse({ ...rule, incident: incidentName(rule.incident), resolvedBy: actorName(rule.resolvedBy) })),
      },
      200,
    )
  })
  return routes
}
