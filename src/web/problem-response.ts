/** A failure as every surface of the API tells it (RFC 9457): `type` is `urn:why403:CODE`, or `about:blank` for what is none of ours. */
export type Problem = { type: string; title: string; status: number; detail: string }

/** Answers with problem+json. */
export function problemResponse(problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })
}
