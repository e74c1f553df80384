import { readReferences } from '../answer/known-references.ts'
import type { Answer } from '../answer/read-answer.ts'
import { readFirst } from '../answer/read-values.ts'
import { statusMeaning } from '../answer/status-meanings.ts'
import type { Denial, Verdict } from '../denial.ts'
import { type Hit, seeClue } from '../matching/see-clue.ts'
import type { Match } from '../matching/signature-finder.ts'
import type { Case } from '../signature.ts'
import { carriersBut, quoteWordings, type Refusal, wordingsOf } from './refusal.ts'
import { scaleCauses } from './weigh-causes.ts'

/** A cause this likely is said by the product itself: general wording adds nothing to it. */
const SETTLED = 0.8
/** What general words count beside a signature that is this sure of its product, and so of what it means. */
const SURE = 0.8
const HEARSAY = 0.7

/** The refusal of the product that `refuser` proves; what else matched may add a reason or a rule. */
export function namedRefusal(answer: Answer, refuser: Match, matches: readonly Match[]): Refusal {
  const { signature, hits } = refuser
  const special = firstCase(answer, refuser)
  const own = special?.case.causes ?? signature.causes
  const settled = signature.stock === true || Object.values(own).some((weight) => weight >= SETTLED)
  const wordings = settled ? [] : wordingsOf(matches)
  const rule = readFirst(answer, special?.case.rule) ?? readFirst(answer, signature.rule) ?? ruleOfOthers(answer, refuser, matches)
  const share = signature.confidence >= SURE ? HEARSAY : 1
  const hints = [
    own,
    ...(settled ? [] : [statusMeaning(answer.status).causes]),
    ...wordings.map(({ signature: { causes } }) => scaleCauses(causes, share)),
  ]
  return {
    status: answer.status,
    verdict: verdictOf(answer.status, refuser, special?.case),
    layer: special?.case.layer ?? signature.layer,
    product: signature.product,
    confidence: signature.confidence,
    ...(rule === undefined ? {} : { rule: rule.value }),
    hints,
    sights: [
      ...hits.slice(0, 3).map((hit) => ({ ...hit, means: signature.means })),
      ...(special ? [{ ...special.hit, means: special.case.means ?? signature.means }] : []),
      ...quoteWordings(wordings),
    ],
    via: carriersBut(answer, signature.product),
    references: [...bodyReferences(answer, refuser), ...readReferences(answer)],
  }
}

function firstCase(answer: Answer, { signature }: Match): { case: Case; hit: Hit } | undefined {
  for (const each of signature.cases ?? []) {
    const hit = seeClue(answer, each.when)
    if (hit) return { case: each, hit }
  }
  return undefined
}

/** Another signature of the same product, or a wording, may say which rule it was. */
function ruleOfOthers(answer: Answer, refuser: Match, matches: readonly Match[]) {
  return matches
    .filter(({ signature }) => signature.product === refuser.signature.product || signature.product === 'unknown')
    .map(({ signature }) => readFirst(answer, signature.rule))
    .find((rule) => rule !== undefined)
}

/** A signature that names an unusual status makes it a refusal: under a success it is disguised. */
function verdictOf(status: number, { signature }: Match, special: Case | undefined): Verdict {
  const said = special?.verdict ?? signature.verdict
  const base = statusMeaning(status).verdict
  if (said) return said
  if (base === 'allowed') return 'disguised'
  if (!signature.statuses?.includes(status)) return base
  if (base === 'not-found') return 'disguised'
  return base === 'error' ? 'denied' : base
}

function bodyReferences(answer: Answer, { signature }: Match): Denial['references'] {
  return (signature.references ?? []).flatMap(({ name, lookUp, read }) => {
    const found = readFirst(answer, [read])
    return found ? [{ name, value: found.value, where: found.where, lookUp }] : []
  })
}
