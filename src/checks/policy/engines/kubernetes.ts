import type { SourceOf } from '../../../config/sources/policy-source.ts'
import { askJson, at, told } from '../../sources/ask-json.ts'
import type { Ruling } from '../decision.ts'
import { ownAuthorization } from '../own-authorization.ts'
import type { Question } from '../question.ts'
import { type AccessAttributes, accessAttributes } from './kubernetes-attributes.ts'

type Kubernetes = SourceOf<'kubernetes'>

/** `RBAC: allowed by RoleBinding "x/y" of Role "z" to User "u"` names the rule. */
const BINDING = /\b(?:Cluster)?RoleBinding "[^"]{1,200}" of (?:Cluster)?Role "[^"]{1,200}"/

function attributesOf({ url, resource }: Kubernetes, question: Question): AccessAttributes {
  const read = accessAttributes(question.context.request.method, question.context.request.url, url)
  if (resource === undefined) return read
  const own = Object.entries(resource).map(([name, template]) => [name, question.text(template ?? '')])
  return { resourceAttributes: { ...('resourceAttributes' in read ? read.resourceAttributes : {}), ...Object.fromEntries(own) } }
}

/** What was asked, as `kubectl auth can-i` says it. */
function askedOf(attributes: AccessAttributes): string {
  if ('nonResourceAttributes' in attributes) return `${attributes.nonResourceAttributes.verb} ${attributes.nonResourceAttributes.path}`
  const { verb, group, resource = '', subresource, namespace, name } = attributes.resourceAttributes
  const kind = `${resource}${group ? `.${group}` : ''}${subresource ? `/${subresource}` : ''}`
  return [verb, kind, name && `"${name}"`, namespace && `in namespace "${namespace}"`].filter(Boolean).join(' ')
}

function rulingOf(json: unknown, asked: string): Ruling {
  const status = at(json, 'status')
  const [reason, error] = [told(at(status, 'reason'), 500), told(at(status, 'evaluationError'))]
  const facts = { detail: [`asked: ${asked}`, error && `evaluation error: ${error}`].filter(Boolean).join('; '), raw: status }
  const rule = reason && BINDING.exec(reason)?.[0]
  if (at(status, 'allowed') === true) return { ...facts, decision: 'allow', rule, reason }
  if (at(status, 'denied') === true) return { ...facts, decision: 'deny', explicitDeny: true, rule, reason }
  if (at(status, 'allowed') !== false) return { ...facts, decision: 'unknown', reason: 'The answer has no status.allowed.' }
  return { ...facts, decision: 'no-rule', reason: reason ?? `no RBAC policy matched: ${asked}` }
}

/**
 * Asks the API server with a SelfSubjectAccessReview as the identity itself, or a SubjectAccessReview about the configured user
 * (https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access). Neither `allowed` nor `denied`
 * means that no authorizer has an opinion. Reviews are answered, not kept.
 */
export async function kubernetes(source: Kubernetes, question: Question): Promise<Ruling> {
  const { url, user, groups, resource: _, ...access } = source
  const attributes = attributesOf(source, question)
  const [kind, subject] =
    user === undefined
      ? ['SelfSubjectAccessReview', {}]
      : [
          'SubjectAccessReview',
          { user: question.text(user), groups: [question.json(groups ?? [])].flat().filter((group) => typeof group === 'string') },
        ]
  const { json } = await askJson(question.context, {
    method: 'POST',
    url: `${url.replace(/\/+$/, '')}/apis/authorization.k8s.io/v1/${kind.toLowerCase()}s`,
    ...(user === undefined ? { headers: await ownAuthorization(question) } : { access }),
    body: { apiVersion: 'authorization.k8s.io/v1', kind, spec: { ...subject, ...attributes } },
  })
  return rulingOf(json, askedOf(attributes))
}
