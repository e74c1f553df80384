import type { CheckContext } from '../check.ts'
import { readOutcome } from '../read-outcome.ts'
import { safeRequest } from '../safe-request.ts'
import type { Allowance } from './probe-allowance.ts'

const HOLDERS_MAX = 2

type Asked = { as: string; isRequested: boolean; allowance: Allowance }

/**
 * Who passes with a client certificate where `as` does not, as far as two identities have been tried; empty where nobody does, or
 * where the server asks for none.
 */
export async function tryCertificates(context: CheckContext, { as, isRequested, allowance }: Asked): Promise<string> {
  const own = context.identity(as).name
  const holders = context.target.identities.filter(({ kind, name }) => kind === 'certificate' && name !== own).slice(0, HOLDERS_MAX)
  if (!isRequested || holders.length === 0 || allowance.left() < 2) return ''
  allowance.spend(1)
  const { kind } = readOutcome(await context.probe({ ...safeRequest(context.request), as }))
  if (kind === 'passed' || kind === 'error') return ''
  for (const { name } of holders) {
    if (allowance.left() < 1) return ''
    allowance.spend(1)
    if (readOutcome(await context.probe({ ...safeRequest(context.request), as: name })).kind === 'passed') return name
  }
  return ''
}
