import { percentDecoded } from '../../percent-decoded.ts'

/** What a SubjectAccessReview asks about: a resource of the API, or a path that is none. */
export type AccessAttributes =
  | { resourceAttributes: Readonly<Record<string, string>> }
  | { nonResourceAttributes: Readonly<{ path: string; verb: string }> }

const VERBS: Readonly<Record<string, string>> = { POST: 'create', GET: 'get', HEAD: 'get', PUT: 'update', PATCH: 'patch', DELETE: 'delete' }
/** What stands behind a namespace's own name and is part of the namespace. */
const NAMESPACE_PARTS = new Set(['status', 'finalize'])

function segmentsOf(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '')
  return segments.map(percentDecoded)
}

/** Group and version, and what follows them; null for a path that is no resource's. */
function splitGroup(segments: readonly string[]): { group: string; version: string; rest: readonly string[] } | null {
  const [root, first, second] = segments
  if (root === 'api' && first !== undefined && segments.length > 2) return { group: '', version: first, rest: segments.slice(2) }
  if (root !== 'apis' || first === undefined || second === undefined || segments.length < 4) return null
  return { group: first, version: second, rest: segments.slice(3) }
}

/** `namespaces/ns/pods/p/log` → its parts; a namespace itself is a resource in its own namespace. */
function splitResource(rest: readonly string[]) {
  const [first, namespace = '', third] = rest
  const inNamespace = first === 'namespaces' && third !== undefined && !NAMESPACE_PARTS.has(third)
  const [resource = '', name = '', subresource = ''] = inNamespace ? rest.slice(2) : rest
  return { namespace: first === 'namespaces' ? namespace : '', resource, name, subresource }
}

type Asked = { method: string; isNamed: boolean; query: URLSearchParams; isLegacyWatch: boolean }

function verbOf({ method, isNamed, query, isLegacyWatch }: Asked): string {
  const verb = VERBS[method] ?? method.toLowerCase()
  if (verb === 'delete' && !isNamed) return 'deletecollection'
  if (verb !== 'get') return verb
  const asksWatch = query.has('watch') && !['false', '0'].includes((query.get('watch') ?? '').toLowerCase())
  if (isLegacyWatch || (!isNamed && asksWatch)) return 'watch'
  return isNamed ? 'get' : 'list'
}

/** The path of a request below the path of the API server, as behind Rancher's `/k8s/clusters/ID`. */
function belowBase(path: string, base: string): string {
  const prefix = base.replace(/\/+$/, '')
  return prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path
}

/**
 * Verb, group, version, namespace, resource, subresource and name of a request, as the API server reads them
 * (https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb); empty parts are left out.
 */
export function accessAttributes(method: string, url: string, serverUrl: string): AccessAttributes {
  const { pathname, searchParams } = new URL(url)
  const path = belowBase(pathname, new URL(serverUrl).pathname)
  const split = splitGroup(segmentsOf(path))
  if (!split) return { nonResourceAttributes: { path, verb: method.toLowerCase() } }
  const isLegacyWatch = split.rest[0] === 'watch' && split.rest.length > 1
  const parts = splitResource(isLegacyWatch ? split.rest.slice(1) : split.rest)
  const name = parts.name || (/^metadata\.name=([^,=!]+)$/.exec(searchParams.get('fieldSelector') ?? '')?.[1] ?? '')
  const verb = verbOf({ method: method.toUpperCase(), isNamed: parts.name !== '', query: searchParams, isLegacyWatch })
  const all = { verb, group: split.group, version: split.version, ...parts, name }
  return { resourceAttributes: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')) }
}
