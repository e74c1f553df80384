import { describe, expect, test } from 'vitest'
import { accessAttributes } from '../../../src/checks/policy/engines/kubernetes-attributes.ts'
import { askPolicy, MEMBER } from './ask-policy.ts'

const PODS = '/api/v1/namespaces/shop/pods/web-0'

function review(status: object, kind = 'SelfSubjectAccessReview') {
  return { status: 201, json: { kind, apiVersion: 'authorization.k8s.io/v1', metadata: {}, spec: {}, status } }
}

describe('Kubernetes', () => {
  test('is asked by the identity about itself, and names the binding that allows', async () => {
    const reason = 'RBAC: allowed by RoleBinding "read-pods/shop" of Role "pod-reader" to User "ann"'
    const { asked, found } = await askPolicy({
      path: PODS,
      policy: (url) => [{ kubernetes: { url } }],
      reply: () => review({ allowed: true, reason }),
    })

    expect(asked[0]?.path).toBe('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews')
    expect(asked[0]?.headers.authorization).toBe(`Bearer ${MEMBER}`)
    expect(asked[0]?.json()).toEqual({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { verb: 'get', version: 'v1', namespace: 'shop', resource: 'pods', name: 'web-0' } },
    })
    expect(found).toMatchObject({ allowed: true, rule: 'RoleBinding "read-pods/shop" of Role "pod-reader"', reason })
  })

  test('that has no opinion denies by default', async () => {
    const { found } = await askPolicy({
      path: PODS,
      policy: (url) => [{ kubernetes: { url } }],
      reply: () => review({ allowed: false, evaluationError: 'role "x" not found' }),
    })

    expect(found).toMatchObject({
      defaultDeny: true,
      explicitDeny: false,
      reason: 'no RBAC policy matched: get pods "web-0" in namespace "shop"',
    })
    expect(found.detail).toContain('role "x" not found')
  })

  test('that denies is a rule of an authorizer', async () => {
    const { found } = await askPolicy({
      path: PODS,
      policy: (url) => [{ kubernetes: { url } }],
      reply: () => review({ allowed: false, denied: true, reason: 'webhook: frozen' }),
    })

    expect(found).toMatchObject({ defaultDeny: false, explicitDeny: true, reason: 'webhook: frozen' })
  })

  test('is asked about a configured user with the access of the source', async () => {
    const { asked } = await askPolicy({
      method: 'POST',
      path: '/anything',
      policy: (url) => [
        {
          kubernetes: {
            url: `${url}/`,
            user: '{{ token.sub }}',
            groups: '{{ token.roles }}',
            resource: { verb: 'create', group: 'apps', resource: 'deployments', namespace: '{{ token.tenant }}' },
            bearer: { env: 'REVIEWER' },
          },
        },
      ],
      env: { REVIEWER: 'reviewer-token' },
      reply: () => review({ allowed: false }, 'SubjectAccessReview'),
    })

    expect(asked[0]).toMatchObject({
      path: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
      headers: { authorization: 'Bearer reviewer-token' },
    })
    expect(asked[0]?.json()).toMatchObject({
      kind: 'SubjectAccessReview',
      spec: {
        user: 'ann',
        groups: ['member'],
        resourceAttributes: { verb: 'create', group: 'apps', resource: 'deployments', namespace: 'acme' },
      },
    })
  })

  test('is not asked about nobody: a user that is not known is told', async () => {
    const { asked, found } = await askPolicy({
      path: PODS,
      member: 'opaque-token-of-ann',
      policy: (url) => [{ kubernetes: { url, user: 'oidc:{{ token.sub }}', groups: ['a', '{{ token.groups }}'] } }],
      reply: () => review({ allowed: false }),
    })

    expect(asked).toHaveLength(0)
    expect(found).toMatchObject({ seen: false, unseen: [{ why: 'it cannot be asked, since token.sub is not known' }] })
  })

  test('that refuses the question is not seen, in its own words', async () => {
    const { found, line } = await askPolicy({
      path: PODS,
      policy: (url) => [{ kubernetes: { url } }],
      reply: () => ({
        status: 401,
        json: { kind: 'Status', status: 'Failure', message: 'Unauthorized', reason: 'Unauthorized', code: 401 },
      }),
    })

    expect(found).toMatchObject({
      seen: false,
      denied: false,
      allowed: false,
      unseen: [{ source: 'kubernetes', why: 'it answered 401: Unauthorized' }],
    })
    expect(line).toBe('No policy engine gave a decision. Could not be seen: kubernetes (it answered 401: Unauthorized).')
  })
})

describe('what a request means to the API server', () => {
  test.each([
    ['GET', '/api/v1/namespaces/shop/pods', { verb: 'list', version: 'v1', namespace: 'shop', resource: 'pods' }],
    ['GET', '/api/v1/pods?watch=true', { verb: 'watch', version: 'v1', resource: 'pods' }],
    ['GET', '/api/v1/pods?watch=0', { verb: 'list', version: 'v1', resource: 'pods' }],
    ['HEAD', '/api/v1/nodes/n1', { verb: 'get', version: 'v1', resource: 'nodes', name: 'n1' }],
    ['GET', '/api/v1/namespaces/shop', { verb: 'get', version: 'v1', namespace: 'shop', resource: 'namespaces', name: 'shop' }],
    [
      'PUT',
      '/api/v1/namespaces/shop/status',
      { verb: 'update', version: 'v1', namespace: 'shop', resource: 'namespaces', name: 'shop', subresource: 'status' },
    ],
    [
      'POST',
      '/apis/apps/v1/namespaces/shop/deployments',
      { verb: 'create', group: 'apps', version: 'v1', namespace: 'shop', resource: 'deployments' },
    ],
    [
      'PATCH',
      '/apis/apps/v1/namespaces/shop/deployments/web/scale',
      { verb: 'patch', group: 'apps', version: 'v1', namespace: 'shop', resource: 'deployments', name: 'web', subresource: 'scale' },
    ],
    ['DELETE', '/api/v1/namespaces/shop/pods', { verb: 'deletecollection', version: 'v1', namespace: 'shop', resource: 'pods' }],
    ['DELETE', '/api/v1/namespaces/shop/pods/web-0', { verb: 'delete', version: 'v1', namespace: 'shop', resource: 'pods', name: 'web-0' }],
    [
      'GET',
      '/api/v1/namespaces/shop/pods/web-0/proxy/metrics',
      { verb: 'get', version: 'v1', namespace: 'shop', resource: 'pods', name: 'web-0', subresource: 'proxy' },
    ],
    ['GET', '/api/v1/watch/namespaces/shop/pods', { verb: 'watch', version: 'v1', namespace: 'shop', resource: 'pods' }],
    ['GET', '/api/v1/pods?fieldSelector=metadata.name%3Dweb-0', { verb: 'list', version: 'v1', resource: 'pods', name: 'web-0' }],
    ['GET', '/k8s/clusters/c-1/apis/batch/v1/jobs', { verb: 'list', group: 'batch', version: 'v1', resource: 'jobs' }],
  ])('%s %s', (method, path, resourceAttributes) => {
    const base = path.startsWith('/k8s') ? 'https://k8s.test/k8s/clusters/c-1' : 'https://k8s.test'

    expect(accessAttributes(method, `https://k8s.test${path}`, base)).toEqual({ resourceAttributes })
  })

  test.each(['/healthz', '/api', '/api/v1', '/apis/apps/v1', '/orders/7'])('%s is no resource', (path) => {
    expect(accessAttributes('GET', `https://k8s.test${path}`, 'https://k8s.test')).toEqual({ nonResourceAttributes: { path, verb: 'get' } })
  })
})
