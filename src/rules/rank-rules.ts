import { type Grade, type Grading, gradeRule } from './grade-rule.ts'

/** A remembered rule as it is ranked: what is filed of it, and what people said of it since. */
type RankedInput = { id: string; number: number; features: readonly string[]; confirmations: number; refutations: number }

/** How many rules are told: more than a few would not be read. */
const TOLD_MAX = 3

const ORDER = { exact: 0, likely: 1, possible: 2, none: 3 } as const satisfies Record<Grade, number>

type ToldGrade = Extract<Grade, 'exact' | 'likely'>

/**
 * The rules worth telling, best first: exact before likely, then what people confirmed, then the newest. A rule that
 * is only possible, or in `refuted`, is not told: nothing fits is an answer.
 */
export function rankRules<R extends RankedInput>(
  rules: readonly R[],
  { features, refuted }: { features: readonly string[]; refuted: ReadonlySet<string> },
): { rule: R; grade: ToldGrade; shared: string[] }[] {
  return rules
    .filter((rule) => !refuted.has(rule.id))
    .map((rule) => ({ rule, ...gradeRule(rule, features) }))
    .filter(isTold)
    .sort((a, b) => ORDER[a.grade] - ORDER[b.grade] || trust(b.rule) - trust(a.rule) || b.rule.number - a.rule.number)
    .slice(0, TOLD_MAX)
}

function isTold<R>(ranked: { rule: R } & Grading): ranked is { rule: R; grade: ToldGrade; shared: string[] } {
  return ranked.grade === 'exact' || ranked.grade === 'likely'
}

function trust(rule: RankedInput): number {
  return rule.confirmations - rule.refutations
}
