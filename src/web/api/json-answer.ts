import type { z } from '@hono/zod-openapi'
import { Problem } from './schemas.ts'

const PROBLEM_CONTENT = { 'application/problem+json': { schema: Problem } }

/** The `responses` of a route: 200 with `schema` as JSON, and what every route may answer besides. */
export function jsonAnswer<S extends z.ZodType>(schema: S, description: string) {
  return {
    200: { description, content: { 'application/json': { schema } } },
    400: { description: 'The input is malformed: what was found and expected', content: PROBLEM_CONTENT },
    401: { description: 'No or a wrong API token', content: PROBLEM_CONTENT },
    404: { description: 'There is no such incident', content: PROBLEM_CONTENT },
    409: { description: 'Someone else was first, or the incident has moved on', content: PROBLEM_CONTENT },
  }
}

/** A JSON request body that must be there. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { required: true, content: { 'application/json': { schema } } }
}
