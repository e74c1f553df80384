/** What a team's own checks are made of: `import { defineCheck, z } from 'why403'`. */
export { z } from 'zod'
export type {
  Check,
  CheckContext,
  Credential,
  IdentityFacts,
  ProbeRequest,
  SourceAnswer,
  SourceRequest,
  SubjectRequest,
} from './checks/check.ts'
export { defineCheck } from './checks/check.ts'
export { CheckFailed } from './checks/check-failed.ts'
export type { Finding } from './checks/finding.ts'
export type { Denial } from './denial/denial.ts'
export { isRefusal } from './denial/denial.ts'
export type { Exchange } from './exchange.ts'
export { headerValue } from './exchange.ts'
