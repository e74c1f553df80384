import type { Causes } from '../signature.ts'

/** What a product says in words that leave one reason only, by what it speaks of. */
export const SAYS = {
  permission: { 'insufficient-permissions': 0.88 },
  role: { 'insufficient-permissions': 0.8, 'role-misassignment': 0.5 },
  token: { 'invalid-token': 0.92 },
  scope: { 'api-scope': 0.94 },
  csrf: { 'session-state': 0.95 },
  session: { 'session-state': 0.88, 'invalid-token': 0.3 },
  plan: { 'feature-gate': 0.9 },
  limit: { 'rate-limit': 0.95 },
  address: { 'ip-or-geo-restriction': 0.95 },
  resource: { 'resource-rule': 0.85 },
  tenant: { tenancy: 0.85 },
  method: { 'method-or-path': 0.88 },
  directive: { 'server-directive': 0.88 },
  undecided: { 'default-deny': 0.82, 'insufficient-permissions': 0.4 },
  certificate: { 'client-certificate': 0.94 },
  firewall: { 'waf-rule': 0.88, 'ip-or-geo-restriction': 0.15 },
} as const satisfies Record<string, Causes>
