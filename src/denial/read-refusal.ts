import type { Exchange } from '../exchange.ts'
import { readCarriers } from './carriers.ts'
import { chooseRefuser, chooseSpeaker } from './choose-refuser.ts'
import type { Denial, Verdict } from './denial.ts'
import { readReferences } from './known-references.ts'
import { type Answer, readAnswer } from './read-answer.ts'
import { type Login, readLogin } from './read-login.ts'
import { readFirst } from './read-values.ts'
import { type Hit, seeClue } from './see-clue.ts'
import type { Case, Causes } from './signature.ts'
import type { Match, SignatureFinder } from './signature-finder.ts'
import { statusMeaning } from './status-meanings.ts'

/** What was seen, still without the number of its exchange and not yet redacted. */
export type Sight = Hit & { means: string }

/** What one exchange tells by itself. `hints` are the causes that its parts speak for. */
export type Refusal = Pick<Denial, 'verdict' | 'layer' | 'product' | 'rule' | 'confidence' | 'via' | 'references'> & {
  status: number
  hints: readonly Causes[]
  sights: readonly Sight[]
}

/** A cause this likely is said by the product itself: general wording adds nothing to it. */
const SETTLED = 0.8
const WORDINGS_QUOTED = 3
const LOGIN_CONFIDENCE = 0.85

/** Reads who refused an exchange that has a response, and what its words speak for. */
export function readRefusal(exchange: Exchange & { response: NonNullable<Exchange['response']> }, find: SignatureFinder): Refusal {
  const answer = readAnswer(exchange.request, exchange.response)
  const login = readLogin(exchange)
  if (login) return loginRefusal(answer, login)
  const matches = find(answer)
  const refuser = chooseRefuser(matches)
  return refuser ? namedRefusal(answer, refuser, matches) : unnamedRefusal(answer, matches)
}

function loginRefusal(answer: Answer, login: Login): Refusal {
  return {
    status: answer.status,
    verdict: 'redirected-to-login',
    layer: login.layer,
    product: login.product,
    confidence: login.product === 'unknown' ? 0.5 : LOGIN_CONFIDENCE,
    hints: [login.layer === 'auth-proxy' ? { 'auth-gateway': 0.6, 'session-state': 0.4 } : { 'session-state': 0.6, 'invalid-token': 0.3 }],
    sights: [{ where: login.where, text: login.text, means: login.means }],
    via: carriersBut(answer, login.product),
    references: readReferences(answer),
  }
}

function namedRefusal(answer: Answer, refuser: Match, matches: readonly Match[]): Refusal {
  const { signature, hits } = refuser
  const special = firstCase(answer, refuser)
  const own = special?.case.causes ?? signature.causes
  const settled = signature.stock === true || Object.values(own).some((weight) => weight >= SETTLED)
  const wordings = settled ? [] : wordingsOf(matches)
  const rule = readFirst(answer, special?.case.rule) ?? readFirst(answer, signature.rule) ?? ruleOfOthers(answer, refuser, matches)
  const hints = [own, ...(settled ? [] : [statusMeaning(answer.status).causes]), ...wordings.map(({ signature: { causes } }) => causes)]
  return {
    status: answer.status,
    verdict: verdictOf(answer.status, refuser, special?.case),
    layer: signature.layer,
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

function unnamedRefusal(answer: Answer, matches: readonly Match[]): Refusal {
  const meaning = statusMeaning(answer.status)
  const speaker = chooseSpeaker(matches)
  const wordings = wordingsOf(matches)
  const rule = wordings.map(({ signature }) => readFirst(answer, signature.rule)).find((each) => each !== undefined)
  const said = speaker?.signature.verdict ?? wordings.find(({ signature }) => signature.verdict)?.signature.verdict
  return {
    status: answer.status,
    verdict: said ?? meaning.verdict,
    layer: answer.status < 400 && !said ? 'unknown' : (speaker?.signature.layer ?? 'unknown'),
    product: 'unknown',
    confidence: speaker?.signature.confidence ?? 0,
    ...(rule === undefined ? {} : { rule: rule.value }),
    hints: [meaning.causes, ...wordings.map(({ signature }) => signature.causes)],
    sights: [{ where: 'status', text: String(answer.status), means: meaning.means }, ...quoteWordings(wordings)],
    via: carriersBut(answer, 'unknown'),
    references: readReferences(answer),
  }
}

function firstCase(answer: Answer, { signature }: Match): { case: Case; hit: Hit } | undefined {
  for (const each of signature.cases ?? []) {
    const hit = seeClue(answer, each.when)
    if (hit) return { case: each, hit }
  }
  return undefined
}

function wordingsOf(matches: readonly Match[]): Match[] {
  return matches.filter(({ signature }) => signature.product === 'unknown')
}

function quoteWordings(wordings: readonly Match[]): Sight[] {
  return wordings
    .filter(({ signature }) => Object.keys(signature.causes).length > 0)
    .slice(0, WORDINGS_QUOTED)
    .flatMap(({ hits, signature }) => hits.slice(0, 1).map((hit) => ({ ...hit, means: signature.means })))
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

function carriersBut(answer: Answer, product: string): Denial['via'] {
  return readCarriers(answer)
    .filter((carrier) => carrier.product !== product)
    .map(({ layer, product: name }) => ({ layer, product: name }))
}

function bodyReferences(answer: Answer, { signature }: Match): Denial['references'] {
  return (signature.references ?? []).flatMap(({ name, lookUp, read }) => {
    const found = readFirst(answer, [read])
    return found ? [{ name, value: found.value, where: found.where, lookUp }] : []
  })
}
