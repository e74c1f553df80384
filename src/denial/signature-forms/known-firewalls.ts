import type { Clue, Example, Signature } from '../signature.ts'
import { SAYS } from './plain-causes.ts'
import { type ProductRefusal, productFamily } from './product-family.ts'

/** Firewalls block under other statuses too, some of them invented; under a success a page only mentions them, unless told. */
const REFUSED = [401, 403, 404, 405, 406, 418, 429, 493, 500, 501, 503, 999]
/** What a program behind the firewall sends, which a block page never is. */
const OF_A_PROGRAM: readonly Clue[] = [{ header: 'content-type', has: 'json' }, { header: 'x-powered-by' }]

type Sample = Pick<Example, 'headers' | 'body'> & { status?: number }

/**
 * A firewall that says no more than that a rule matched. `page`: words or headers of a refusal alone, and those of them
 * that prove it under a 200 too; `mark`: what it puts on every answer, so that a refusal without another author is
 * probably its own.
 */
type KnownFirewall = {
  product: string
  name: string
  source: string
  page?: { any: readonly Clue[]; example: Sample; success?: readonly Clue[] }
  mark?: { any: readonly Clue[]; example: Sample }
}

/** Signatures of firewalls each of which is known by one page, one mark, or both. */
export function knownFirewalls(known: readonly KnownFirewall[]): readonly Signature[] {
  return productFamily({ layer: 'waf', confidence: 0.92 }, known.flatMap(refusalsOf))
}

function refusalsOf({ page, mark, ...rest }: KnownFirewall): ProductRefusal[] {
  return [...(page ? [pageOf(rest, page)] : []), ...(mark ? [markOf(rest, mark)] : [])]
}

function pageOf(rest: Omit<KnownFirewall, 'page' | 'mark'>, { any, example, success }: NonNullable<KnownFirewall['page']>): ProductRefusal {
  return {
    ...rest,
    any,
    ...(success ? { success, statuses: [200, ...REFUSED] } : { statuses: REFUSED }),
    verdict: 'denied',
    causes: SAYS.firewall,
    examples: [{ status: 403, ...example, cause: 'waf-rule', verdict: 'denied' }],
  }
}

function markOf(rest: Omit<KnownFirewall, 'page' | 'mark'>, { any, example }: NonNullable<KnownFirewall['mark']>): ProductRefusal {
  return {
    ...rest,
    id: `${rest.product}/mark`,
    confidence: 0.6,
    any,
    none: OF_A_PROGRAM,
    statuses: REFUSED.filter((status) => status !== 404 && status !== 500),
    means: `${rest.name} marks every answer, and nothing shows that anybody behind it refused`,
    causes: { 'waf-rule': 0.6, 'ip-or-geo-restriction': 0.2 },
    examples: [{ status: 403, ...example, cause: 'waf-rule' }],
  }
}
