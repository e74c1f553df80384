import type { Check } from '../check.ts'
import type { RequestFinding, RequestInput } from './request-finding.ts'

/** Examples of `request`; they run as tests. */
export const REQUEST_EXAMPLES: Check<typeof RequestInput, typeof RequestFinding>['examples'] = [
  {
    name: 'a refusal',
    input: {},
    replies: { 'GET /orders as anonymous': { status: 403, headers: { server: 'nginx', 'content-type': 'text/html; charset=utf-8' } } },
    finding: { status: 403, sent: true, passed: false, refused: true, contentType: 'text/html', server: 'nginx', redirected: false },
  },
  {
    name: 'a refusal that comes and goes',
    input: { repeat: 3 },
    replies: { '* * as anonymous': [{ status: 200 }, { status: 403 }, { status: 200 }] },
    finding: { status: 200, passed: true, of: 3, passedCount: 2, refusedCount: 1, unstable: true },
  },
  {
    name: 'a resource that is refused, while the control request passes',
    input: {},
    sources: { control: { path: '/health' } },
    replies: { 'GET /health as anonymous': { status: 200 }, 'GET /orders as anonymous': { status: 403 } },
    finding: { refused: true, control: 'passed', controlStatus: 200 },
  },
  {
    name: 'a Host header of another site, which is not sent along',
    input: {},
    request: { headers: { Host: 'orders.internal.example', Connection: 'keep-alive' } },
    replies: { '* * as anonymous': { status: 200 } },
    finding: { passed: true, withheld: ['host'] },
  },
  {
    name: 'a cookie of the request, which another identity does not send',
    input: { as: 'member' },
    request: { headers: { Cookie: 'theme=dark' } },
    identities: [{ name: 'member', kind: 'bearer' }],
    replies: { 'GET /orders as member': { status: 200 } },
    finding: { passed: true, replaced: ['cookie'] },
  },
  {
    name: 'an unsafe method that nobody approved',
    input: {},
    request: { method: 'POST' },
    replies: { 'POST /orders as anonymous': { failure: 'needs-approval' } },
    finding: { sent: false, needsApproval: true, passed: false, refused: false, of: 0 },
  },
]
