import { coversUrl } from '../../config/url-prefix.ts'
import { type CheckContext, defineCheck, type SourceAnswer } from '../check.ts'
import { CheckFailed, decisiveResponse } from '../check-failed.ts'
import { withPath } from '../with-path.ts'
import { HttpFinding, HttpInput } from './http-finding.ts'
import { judgeAnswer } from './judge-answer.ts'

/** As much as of a target's answer: each expectation reads all of it, and nothing else happens meanwhile. */
const ANSWER_MAX_BYTES = 256 * 1024

/** A path below a source's own URL. @throws CheckFailed (`refused`) for one that leads out of it, however it is written */
function urlOfSource(base: string, path: string): string {
  const { origin, pathname } = new URL(base)
  const prefix = `${origin}${pathname.replace(/\/+$/, '')}`
  if (coversUrl(prefix, `${prefix}${path}`)) return `${prefix}${path}`
  throw new CheckFailed('refused', `the path ${path.slice(0, 100)} leads out of ${origin}${pathname}`)
}

async function askSource({ ask, target }: CheckContext, name: string, input: HttpInput): Promise<SourceAnswer> {
  const source = target.sources.sources?.[name]
  if (!source) {
    const names = Object.keys(target.sources.sources ?? {}).join(', ') || 'none'
    throw new CheckFailed('invalid', `the target ${target.name} has no source “${name.slice(0, 60)}”; it has ${names}`)
  }
  const { url, method: allowed = 'GET', ...access } = source
  const { method, headers = {}, body, path = '/' } = input
  if (method !== 'GET' && method !== 'POST') throw new CheckFailed('invalid', `a source is asked with GET or POST, not with ${method}`)
  if (method === 'POST' && allowed !== 'POST') {
    throw new CheckFailed(
      'refused',
      `the source ${name} is asked with GET alone: \`method: POST\` beside its url in why403.yaml allows more`,
    )
  }
  const asked = { method, url: urlOfSource(url, path), access, maxBytes: ANSWER_MAX_BYTES }
  if (body === undefined) return ask({ ...asked, headers })
  return ask({ ...asked, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
}

async function askTarget({ probe, request }: CheckContext, { url, path, method, headers, as }: HttpInput): Promise<SourceAnswer> {
  const asked = url ?? withPath(request.url, path)
  return decisiveResponse(await probe({ method, url: asked, as, body: null, ...(headers && { headers }) }))
}

/** Any other read-only question, with what is expected of the answer. */
export const http = defineCheck({
  name: 'http',
  summary: 'Asks any read-only question over HTTP and holds the answer against expectations in CEL.',
  input: HttpInput,
  output: HttpFinding,
  safety: 'safe',
  timeoutMs: 15_000,
  examples: [
    {
      name: 'a gateway that says which policy is in force',
      input: { path: '/gateway/status', expect: ['status == 200', 'json.policy == "open"'] },
      replies: { 'GET /gateway/status as anonymous': { status: 200, body: '{"policy":"closed"}' } },
      finding: { status: 200, met: false, unmet: ['json.policy == "open"'] },
    },
    {
      name: 'a question with a body to a source',
      input: { source: 'entitlements', path: '/v1/check', method: 'POST', body: { user: 'alice' }, expect: ['json.entitled'] },
      sources: { sources: { entitlements: { url: 'https://entitlements.test/api/', method: 'POST' } } },
      answers: { 'POST https://entitlements.test/api/v1/check': { status: 200, body: '{"entitled":true}' } },
      finding: { met: true, unmet: [] },
    },
    {
      name: 'a field that is not there is not met, and said',
      input: { path: '/status', expect: ['json.version > 3'] },
      replies: { '* * as anonymous': { status: 404, body: 'nothing' } },
      finding: { status: 404, met: false, unmet: ['json.version > 3 (json.version is missing)'] },
    },
  ],
  async run(input, context) {
    const answer = input.source === undefined ? await askTarget(context, input) : await askSource(context, input.source, input)
    return judgeAnswer(answer, input.expect)
  },
  line({ status, met, unmet }) {
    return met ? `It answers ${status}, as expected.` : `It answers ${status}; not as expected: ${unmet.join('; ')}.`
  },
})
