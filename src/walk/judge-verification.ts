import type { CheckResult } from '../checks/finding.ts'
import { VerifyFinding } from '../checks/verify/verify-finding.ts'
import type { Cause } from '../denial/denial.ts'
import type { Verification, VerificationKind } from './verification.ts'

/** What was asked again: the request by the check `verify`, and what the outcome had stood on. */
type Evidence = {
  cause: Cause
  verify: CheckResult | undefined
  decisive: (NonNullable<Verification['decisive']> & { refuses: boolean }) | undefined
}

/** A limiter lets pass again by itself; only asking in a row, as the check `rate` does, shows it gone. */
const BY_ITSELF = ' A limiter lets pass again by itself after a while, so that alone proves nothing.'

/** What a verification came to. Only a request that passes each time, with nothing against it, counts as proof. */
export function judgeVerification({ cause, verify, decisive }: Evidence): Verification {
  const besides = decisive && {
    decisive: { check: decisive.check, condition: decisive.condition, holds: decisive.holds, line: decisive.line },
  }
  const against = decisive?.refuses ? ` What the outcome stood on holds still: ${decisive.line}` : ''
  if (!verify) return { kind: 'still-refused', line: `The request was not sent again.${against}`, ...NOTHING, ...besides }
  if (verify.finding.kind === 'failed') return { kind: 'unanswered', line: verify.finding.message, ...NOTHING, ...besides }
  const found = VerifyFinding.safeParse(verify.finding.value)
  if (!found.success) return { kind: 'unanswered', line: verify.finding.line, ...NOTHING, ...besides }
  const { before, status, of: calls, keptOut, passesToo, refuser } = found.data
  const mayPassByItself = cause === 'rate-limit' && found.data.proven && decisive?.check !== 'rate'
  const kind = decisive?.refuses && found.data.proven ? 'still-refused' : mayPassByItself ? 'unproven' : kindOf(found.data)
  const line = `${verify.finding.line}${against}${mayPassByItself ? BY_ITSELF : ''}`
  return { kind, line, before, ...(status && { status }), calls, keptOut, passesToo, ...(refuser && { refuser }), ...besides }
}

const NOTHING = { calls: 0, keptOut: [], passesToo: [] }

function kindOf({ proven, tooWide, unstable, limited, refused, sameRefusal }: VerifyFinding): VerificationKind {
  if (proven) return 'mended'
  if (unstable) return 'unstable'
  if (tooWide) return 'too-wide'
  if (refused) return sameRefusal ? 'still-refused' : 'refused-otherwise'
  return limited ? 'unanswered' : 'unproven'
}
