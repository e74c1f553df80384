import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { exportIncident } from '../../incidents/export-incident.ts'
import type { IncidentPowers } from '../../incidents/incident-powers.ts'
import { listIncidentViews } from '../../incidents/list-incident-views.ts'
import { openIncident } from '../../incidents/open-incident.ts'
import { answerQuestion } from '../../incidents/people/answer-question.ts'
import { approveUnsafe } from '../../incidents/people/approve-unsafe.ts'
import { resolveIncident } from '../../incidents/people/resolve-incident.ts'
import { verifyFix } from '../../incidents/people/verify-fix.ts'
import { readView } from '../../incidents/read-view.ts'
import { diagnosisOf } from '../../incidents/view/diagnosis-of.ts'
import { waitForView } from '../../incidents/wait-for-view.ts'
import { jsonAnswer, jsonBody } from './json-answer.ts'
import {
  AnswerBody,
  ApproveBody,
  type By,
  DiagnosisSchema,
  IncidentParam,
  ListQuery,
  OpenBody,
  ResolveBody,
  VerifyBody,
  View,
  ViewQuery,
} from './schemas.ts'

const LOOK_EVERY_MS = 50

type ByName = z.infer<typeof By>

const actorOf = (by: ByName) => ({ kind: 'person' as const, id: 'api', name: by ?? 'API' })

const open = createRoute({
  method: 'post',
  path: '/incidents',
  summary: 'Open an incident: the diagnosis starts at once',
  request: { body: jsonBody(OpenBody) },
  responses: jsonAnswer(View, 'The incident as it stands'),
})
const list = createRoute({
  method: 'get',
  path: '/incidents',
  summary: 'Incidents, newest first',
  request: { query: ListQuery },
  responses: jsonAnswer(z.object({ incidents: z.array(View) }), 'Incidents'),
})
const read = createRoute({
  method: 'get',
  path: '/incidents/{incident}',
  summary: 'One incident; waits for news when asked to',
  request: { params: IncidentParam, query: ViewQuery },
  responses: jsonAnswer(View, 'The incident'),
})
const diagnosis = createRoute({
  method: 'get',
  path: '/incidents/{incident}/diagnosis',
  summary: 'The diagnosis in the shape of `why403 diagnose --json`',
  request: { params: IncidentParam },
  responses: jsonAnswer(DiagnosisSchema, 'The diagnosis'),
})
const answer = createRoute({
  method: 'post',
  path: '/incidents/{incident}/answers',
  summary: 'Answer the open question',
  request: { params: IncidentParam, body: jsonBody(AnswerBody) },
  responses: jsonAnswer(View, 'The incident after the answer'),
})
const approve = createRoute({
  method: 'post',
  path: '/incidents/{incident}/approval',
  summary: 'Approve sending the unsafe method for real',
  request: { params: IncidentParam, body: jsonBody(ApproveBody) },
  responses: jsonAnswer(View, 'The incident after the approval'),
})
const resolve = createRoute({
  method: 'post',
  path: '/incidents/{incident}/resolution',
  summary: 'Resolve the incident and record the rule that refused',
  request: { params: IncidentParam, body: jsonBody(ResolveBody) },
  responses: jsonAnswer(View, 'The resolved incident'),
})
const verify = createRoute({
  method: 'post',
  path: '/incidents/{incident}/verify',
  summary: 'Send the refused request again: proof that it is mended resolves the incident',
  request: { params: IncidentParam, body: jsonBody(VerifyBody) },
  responses: jsonAnswer(View, 'The incident, the verification under way: read it again to see what it came to'),
})
const exported = createRoute({
  method: 'get',
  path: '/incidents/{incident}/export',
  summary: 'The incident as markdown',
  request: { params: IncidentParam },
  responses: { 200: { description: 'Markdown', content: { 'text/markdown': { schema: z.string() } } }, 404: jsonAnswer(View, '')[404] },
})

/** Open, list, read, answer, approve, verify, resolve and export incidents. */
export function incidentRoutes(powers: IncidentPowers): OpenAPIHono {
  const routes = new OpenAPIHono()
  routes.openapi(open, async (c) => {
    const { by, as, sendUnsafe, ...request } = c.req.valid('json')
    const { incident } = await openIncident(powers, { request, as, sendUnsafe, actor: actorOf(by), origin: { via: 'api' } })
    return c.json(await readView(powers, incident), 200)
  })
  routes.openapi(list, async (c) => {
    const { state, ...page } = c.req.valid('query')
    return c.json({ incidents: await listIncidentViews(powers, { states: state && [state], ...page }) }, 200)
  })
  routes.openapi(read, async (c) => {
    const wait = { ...c.req.valid('query'), lookEveryMs: LOOK_EVERY_MS }
    return c.json(await waitForView(powers, c.req.valid('param').incident, wait), 200)
  })
  routes.openapi(diagnosis, async (c) => c.json(diagnosisOf(await readView(powers, c.req.valid('param').incident)), 200))
  routes.openapi(exported, async (c) => {
    const text = await exportIncident(powers, c.req.valid('param').incident)
    return c.body(text, 200, { 'content-type': 'text/markdown; charset=utf-8' })
  })
  addActions(routes, powers)
  return routes
}

function addActions(routes: OpenAPIHono, powers: IncidentPowers): void {
  routes.openapi(answer, async (c) => {
    const { incident } = c.req.valid('param')
    const { by, ...choice } = c.req.valid('json')
    return c.json(await answerQuestion(powers, { incident, ...choice, actor: actorOf(by) }), 200)
  })
  routes.openapi(approve, async (c) => {
    const { incident } = c.req.valid('param')
    const { by, seen } = c.req.valid('json')
    return c.json(await approveUnsafe(powers, { incident, actor: actorOf(by), ...(seen && { seen: Date.parse(seen) }) }), 200)
  })
  routes.openapi(verify, async (c) => {
    const { incident } = c.req.valid('param')
    const { by, sendUnsafe: sends, seen } = c.req.valid('json')
    return c.json(await verifyFix(powers, { incident, sends, actor: actorOf(by), ...(seen && { seen: Date.parse(seen) }) }), 200)
  })
  routes.openapi(resolve, async (c) => {
    const { incident } = c.req.valid('param')
    const { by, ...resolution } = c.req.valid('json')
    return c.json(await resolveIncident(powers, { incident, resolution, actor: actorOf(by) }), 200)
  })
}
