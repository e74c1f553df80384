import type { IncomingMessage, ServerResponse } from 'node:http'
import { type LoopbackApp, sayJson, serveApp } from './loopback-app.ts'

/** One binding of a role to a user: what it may do where. Without a namespace it is a ClusterRoleBinding of a ClusterRole. */
export type Binding = { binding: string; role: string; user: string; verbs: readonly string[]; resource: string; namespace?: string }

/** A cluster by what its authorizer knows. */
export type Cluster = {
  /** Users by their bearer token. */
  users: Readonly<Record<string, string>>
  bindings: readonly Binding[]
  /** Bindings whose role is gone, by user: RBAC tells it as an evaluation error and decides by the rest. */
  missingRoles?: Readonly<Record<string, string>>
}

type Asked = { verb: string; resource: string; namespace?: string; name?: string; group?: string }
type Spec = { user?: string; resourceAttributes?: Asked; nonResourceAttributes?: { path: string; verb: string } }

const REVIEWS = /^\/apis\/authorization\.k8s\.io\/v1\/(self)?subjectaccessreviews$/
const RESOURCE = /^\/api\/v1\/(?:namespaces\/([^/]+)\/)?([^/]+)(?:\/([^/]+))?$/

/**
 * An API server's answers to access reviews and to reads of resources, with RBAC's own words: 201 with `status.allowed` and the
 * reason; no reason where no rule matched; 401 and 403 as `Status` objects.
 * https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/subject-access-review-v1/ and
 * https://github.com/kubernetes/kubernetes/blob/master/plugin/pkg/auth/authorizer/rbac/rbac.go
 */
export function serveKubernetes(cluster: Cluster): Promise<LoopbackApp> {
  return serveApp((request, response) => void answer(cluster, request, response))
}

async function answer(cluster: Cluster, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const user = cluster.users[/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '']
  if (user === undefined) return sayStatus(response, 401, 'Unauthorized', 'Unauthorized')
  const { pathname } = new URL(request.url ?? '/', 'http://cluster')
  const review = REVIEWS.exec(pathname)
  if (review && request.method === 'POST') return sayReview(cluster, { user, self: review[1] !== undefined }, request, response)
  const [, namespace, resource, name] = RESOURCE.exec(pathname) ?? []
  if (resource === undefined) return sayStatus(response, 403, 'Forbidden', `forbidden: User "${user}" cannot get path "${pathname}"`)
  const asked = { verb: name === undefined ? 'list' : 'get', resource, namespace, name }
  if (bindingFor(cluster, user, asked)) return sayJson(response, 200, { kind: 'List', apiVersion: 'v1', metadata: {}, items: [] })
  sayStatus(response, 403, 'Forbidden', refusalOf(user, asked), { name, kind: resource })
}

function refusalOf(user: string, { verb, resource, namespace, name }: Asked): string {
  const what = name === undefined ? resource : `${resource} "${name}"`
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`
  return `${what} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "" ${where}`
}

function bindingFor({ bindings }: Cluster, user: string, asked: Asked): Binding | undefined {
  return bindings.find(
    (rule) =>
      rule.user === user &&
      (rule.verbs.includes('*') || rule.verbs.includes(asked.verb)) &&
      (rule.resource === '*' || rule.resource === asked.resource) &&
      (rule.namespace === undefined || rule.namespace === asked.namespace),
  )
}

function reasonOf({ binding, role, user, namespace }: Binding): string {
  if (namespace === undefined) return `RBAC: allowed by ClusterRoleBinding "${binding}" of ClusterRole "${role}" to User "${user}"`
  return `RBAC: allowed by RoleBinding "${binding}/${namespace}" of Role "${role}" to User "${user}"`
}

async function sayReview(
  cluster: Cluster,
  caller: { user: string; self: boolean },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { kind, spec } = JSON.parse(await textOf(request)) as { kind: string; spec: Spec }
  const mayReview = caller.self || bindingFor(cluster, caller.user, { verb: 'create', resource: 'subjectaccessreviews' })
  if (!mayReview) {
    const message = `subjectaccessreviews.authorization.k8s.io is forbidden: User "${caller.user}" cannot create resource "subjectaccessreviews" in API group "authorization.k8s.io" at the cluster scope`
    return sayStatus(response, 403, 'Forbidden', message, { group: 'authorization.k8s.io', kind: 'subjectaccessreviews' })
  }
  const user = caller.self ? caller.user : (spec.user ?? '')
  const found = spec.resourceAttributes && bindingFor(cluster, user, spec.resourceAttributes)
  const missing = cluster.missingRoles?.[user]
  const gone = missing === undefined ? undefined : `clusterrole.rbac.authorization.k8s.io "${missing}" not found`
  const status = found
    ? { allowed: true, reason: reasonOf(found) }
    : { allowed: false, ...(gone !== undefined && { reason: `RBAC: ${gone}`, evaluationError: gone }) }
  sayJson(response, 201, { kind, apiVersion: 'authorization.k8s.io/v1', metadata: { creationTimestamp: null }, spec, status })
}

function sayStatus(response: ServerResponse, code: number, reason: string, message: string, details?: Record<string, unknown>): void {
  const body = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, ...(details && { details }), code }
  sayJson(response, code, body, { 'cache-control': 'no-cache, private', 'x-content-type-options': 'nosniff' })
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
