import { userInfo } from 'node:os'
import { z } from 'zod'
import { ErrorCode, Why403Error } from '../../errors.ts'
import { Diagnosis } from '../../incidents/view/diagnosis-of.ts'
import { IncidentView } from '../../incidents/view.ts'
import type { ServerFile } from '../server-file.ts'
import type { DiagnosisDesk } from './diagnosis-desk.ts'

const WAIT_MS = 1_000
const ANSWER_WITHIN_MS = 60_000

/** A desk in the running server, through its API. @throws `server.unavailable` when it does not answer. */
export function createRemoteDesk(server: ServerFile): DiagnosisDesk {
  const by = userInfo().username
  const view = (path: string, body?: object) => call(server, { path, body, schema: IncidentView })
  return {
    open: ({ request, as, sendUnsafe }) => view('/incidents', { ...request, as, sendUnsafe, by }),
    next: (incident, after) => view(`/incidents/${incident}?after=${after}&waitMs=${WAIT_MS}`),
    answer: (incident, question, answer) => view(`/incidents/${incident}/answers`, { question, answer, by }),
    approve: (incident, seen) => view(`/incidents/${incident}/approval`, { by, seen }),
    diagnosis: (incident) => call(server, { path: `/incidents/${incident}/diagnosis`, schema: Diagnosis }),
    close: async () => {},
  }
}

type Call<S extends z.ZodType> = { path: string; body?: object; schema: S }

async function call<S extends z.ZodType>(server: ServerFile, { path, body, schema }: Call<S>): Promise<z.infer<S>> {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch((cause) => {
    throw new Why403Error('server.unavailable', `The server at ${server.url} does not answer; is it still starting?`, {
      cause,
      retryable: true,
    })
  })
  const json: unknown = await response.json().catch(() => ({}))
  if (!response.ok) throw asFailure(json, response.status)
  return schema.parse(json)
}

const Problem = z.object({ title: ErrorCode, detail: z.string() })

/** The server's problem+json as the failure that it was there; `title` is our code. What is none of ours is the server's own trouble. */
function asFailure(json: unknown, status: number): Why403Error {
  const problem = Problem.safeParse(json).data
  const code = status === 401 ? 'access.denied' : status >= 500 || !problem ? 'server.unavailable' : problem.title
  return new Why403Error(code, problem?.detail ?? `The server answered ${status}.`)
}
