import type { SourceOf } from '../../../config/sources/policy-source.ts'
import { CheckFailed } from '../../check-failed.ts'
import { askJson, at, told } from '../../sources/ask-json.ts'
import type { Ruling } from '../decision.ts'
import { ownAuthorization } from '../own-authorization.ts'
import type { Question } from '../question.ts'

type Keycloak = SourceOf<'keycloak'>

const GRANT = 'urn:ietf:params:oauth:grant-type:uma-ticket'
const SHOWN_MAX = 10

type Asked = { url: string; audience: string; permissions: readonly string[]; mode: 'decision' | 'permissions' }

/** The token endpoint answers without issuing a token where `response_mode` is given. */
async function askRealm(question: Question, { url, audience, permissions, mode }: Asked) {
  const form = new URLSearchParams({ grant_type: GRANT, audience, response_mode: mode })
  for (const permission of permissions) form.append('permission', permission)
  const headers = await ownAuthorization(question)
  return askJson(
    question.context,
    { method: 'POST', url: `${url.replace(/\/+$/, '')}/protocol/openid-connect/token`, headers, form },
    [400, 403],
  )
}

/** What the identity is granted at this resource server, as `resource#scope`. */
async function granted(question: Question, asked: Omit<Asked, 'mode' | 'permissions'>): Promise<string | undefined> {
  try {
    const { status, json } = await askRealm(question, { ...asked, permissions: [], mode: 'permissions' })
    if (status === 403) return 'nothing is granted at all'
    if (!Array.isArray(json)) return undefined
    const names = json.slice(0, SHOWN_MAX).map((one) => {
      const scopes = at(one, 'scopes')
      const list = Array.isArray(scopes) ? scopes.flatMap((scope) => told(scope, 80) ?? []).join(',') : ''
      return `${told(at(one, 'rsname'), 80) ?? told(at(one, 'rsid'), 80) ?? '?'}${list && `#${list}`}`
    })
    return names.length === 0 ? 'nothing is granted at all' : `granted: ${names.join('; ')}`
  } catch (error) {
    if (error instanceof CheckFailed) return undefined
    throw error
  }
}

/**
 * Asks Keycloak's authorization services for a decision with the identity's own token: the UMA grant with
 * `response_mode=decision` (https://www.keycloak.org/docs/latest/authorization_services/#_service_obtaining_permissions), and where
 * it says no, `permissions` for what is granted. 403 `access_denied` is a no, `invalid_resource` a resource it does not know.
 */
export async function keycloak({ url, audience, permissions }: Keycloak, question: Question): Promise<Ruling> {
  const asked = permissions.map((permission) => question.text(permission))
  const { status, json } = await askRealm(question, { url, audience, permissions: asked, mode: 'decision' })
  if (status === 200 && at(json, 'result') === true) return { decision: 'allow', rule: asked.join(', '), raw: json }
  const error = told(at(json, 'error'))
  const reason = [error, told(at(json, 'error_description'))].filter(Boolean).join(': ')
  if (status === 400 && (error === 'invalid_resource' || error === 'invalid_scope')) return { decision: 'no-rule', reason, raw: json }
  if (status === 400) throw new CheckFailed('protocol', `it answered 400: ${reason}`)
  if (status !== 403 && at(json, 'result') !== false) return { decision: 'unknown', reason: 'The answer has no `result`.', raw: json }
  const detail = await granted(question, { url, audience })
  return { decision: 'deny', reason: `${reason || 'refused'}: ${asked.join(', ')}`, ...(detail && { detail }), raw: json }
}
