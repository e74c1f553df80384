import type { Exchange } from '../../exchange.ts'
import type { IdentityFacts } from '../check.ts'
import type { Outcome } from '../read-outcome.ts'
import type { Unseen } from '../sources/unseen.ts'
import { answerLook } from '../steadiness/answer-look.ts'
import type { Steadiness } from '../steadiness/ask-again.ts'
import type { CompareFinding } from './compare-finding.ts'
import { compareRoles } from './compare-roles.ts'

/** One identity's answer; `exchange` is null, with `why`, when its secret is missing; `unsteady` where answers change from call to call. */
export type Answer = { identity: IdentityFacts; exchange: Exchange | null; kind: Outcome['kind'] | 'unsteady'; why?: string }

/** What was asked, and what asking again has shown; left out: nobody had to be asked again. */
export type Compared = { method: string; safeInstead: boolean; steadiness?: Steadiness; changes?: string[] }

/** Where answers change from call to call, nobody counts as allowed or refused, so that nothing can be concluded from it. */
function judged(answers: readonly Answer[], steadiness: Steadiness): Answer[] {
  if (steadiness === 'steady') return unmasked(answers)
  return answers.map((answer) => (answer.kind === 'none' ? answer : { ...answer, kind: 'unsteady' }))
}

/** A 404 is a refusal in disguise where somebody else passes. */
function unmasked(answers: readonly Answer[]): Answer[] {
  const somebodyPasses = answers.some(({ kind }) => kind === 'passed')
  return answers.map((answer) => (answer.kind === 'hidden' && somebodyPasses ? { ...answer, kind: 'refused' } : answer))
}

function statusOf(answer: Answer | undefined): number | undefined {
  return answer?.exchange?.response?.status
}

function unseenOf({ identity, exchange, why }: Answer): Unseen {
  return { source: identity.name, why: why ?? exchange?.failure?.message ?? 'no answer came' }
}

function lists(answers: readonly Answer[]) {
  const names = (kind: Answer['kind']) => answers.filter((answer) => answer.kind === kind).map(({ identity }) => identity.name)
  const answered = answers.filter(({ kind }) => kind !== 'none')
  return {
    statuses: Object.fromEntries(answered.map((answer) => [answer.identity.name, statusOf(answer) ?? 0])),
    allowed: names('passed'),
    refused: names('refused'),
    unavailable: names('none'),
    unseen: answers.filter(({ kind }) => kind === 'none').map(unseenOf),
    everyoneAllowed: answered.length > 0 && answered.every(({ kind }) => kind === 'passed'),
    everyoneRefused: answered.length > 0 && answered.every(({ kind }) => kind === 'refused'),
  }
}

/** What the identities' roles say about who passes. */
function roleFacts(subject: Answer | undefined, others: readonly Answer[]) {
  const standing = (answer: Answer) => compareRoles(subject?.identity.role, answer.identity.role)
  const passes = others.filter(({ kind }) => kind === 'passed')
  const telling = subject?.kind === 'refused' ? passes : []
  const refuses = others.filter(({ kind }) => kind === 'refused')
  return {
    sameRoleAllowed: telling.some((answer) => standing(answer) === 'same'),
    sameRoleRefused: refuses.some((answer) => standing(answer) === 'same'),
    otherRoleAllowed: telling.some((answer) => standing(answer) !== 'same'),
    morePrivilegedAllowed: telling.some((answer) => ['higher', 'unknown'].includes(standing(answer))),
    lessPrivilegedAllowed: telling.some((answer) => standing(answer) === 'lower'),
    allowedAs: passes[0]?.identity.name,
    allowedRole: passes[0]?.identity.role,
    allowedKind: passes[0]?.identity.kind,
    certificateDecides: telling.length > 0 && !subject?.identity.certificate && telling.every(({ identity }) => identity.certificate),
  }
}

function sameLook(answers: readonly Answer[]): boolean {
  return new Set(answers.map(({ exchange }) => answerLook(exchange))).size === 1
}

/** What the answers of all identities amount to; nothing of tokens yet. */
export function compareAnswers(
  { method, safeInstead, steadiness = 'steady', changes = [] }: Compared,
  subjectName: string,
  given: readonly Answer[],
): CompareFinding {
  const answers = judged(given, steadiness)
  const byName = (name: string) => answers.find(({ identity }) => identity.name === name)
  const [subject, anonymous] = [byName(subjectName), byName('anonymous')]
  const others = answers.filter((answer) => answer !== subject && answer !== anonymous && answer.kind !== 'none')
  const refused = answers.filter(({ kind }) => kind === 'refused')
  const subjectRefused = subject?.kind === 'refused'
  return {
    method,
    safeInstead,
    unstable: steadiness === 'unstable',
    turned: steadiness === 'turned',
    changes,
    subject: subjectName,
    ...lists(answers),
    anonymous: statusOf(anonymous),
    anonymousAllowed: anonymous?.kind === 'passed',
    anonymousRefused: anonymous?.kind === 'refused',
    subjectStatus: statusOf(subject),
    subjectAllowed: subject?.kind === 'passed',
    subjectRefused,
    othersTried: others.length > 0,
    onlySubjectRefused: subjectRefused && others.length > 0 && others.every(({ kind }) => kind === 'passed'),
    ...roleFacts(subject, others),
    sameAnswer: refused.length > 1 && sameLook(refused),
    sameAnswerAsAnonymous: subjectRefused && subject !== anonymous && anonymous?.kind === 'refused' && sameLook([subject, anonymous]),
    differs: [],
    differsIn: [],
    missing: [],
    almost: [],
  }
}
