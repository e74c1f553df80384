import type { PracticeClaims } from './practice-issuer.ts'

const EVERYDAY = 'orders:read orders:write reports:read'

/** Who works with the practice application. Two of a role differ in what was granted to them, as in real directories. */
export const PRACTICE_PEOPLE = {
  mia: { sub: 'mia', tenant: 'acme', roles: ['member'], groups: ['sales'], scope: EVERYDAY },
  noor: { sub: 'noor', tenant: 'acme', roles: ['member'], groups: ['sales', 'quarterly-reports'], scope: EVERYDAY },
  // The role's name is misspelled in the directory: what keeps this admin from the maintenance endpoint.
  ada: { sub: 'ada', tenant: 'acme', roles: ['admin', 'maintainence'], groups: ['quarterly-reports'], scope: `${EVERYDAY} orders:refund` },
  omar: { sub: 'omar', tenant: 'acme', roles: ['admin', 'maintenance'], groups: ['quarterly-reports'], scope: `${EVERYDAY} orders:refund` },
  tess: { sub: 'tess', tenant: 'globex', roles: ['member'], groups: ['sales'], scope: EVERYDAY },
  exporter: { sub: 'nightly-export', tenant: 'acme', roles: ['integration'], groups: [], scope: 'orders:read' },
} as const satisfies Record<string, PracticeClaims>
