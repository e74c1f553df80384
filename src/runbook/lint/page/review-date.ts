import type { Draft } from '../../parse/draft.ts'
import type { LintRule, RuleProblem } from '../rule.ts'

/** After so many days without a review a runbook is suspect. */
const REVIEW_DAYS = 180
const DAY_MS = 86_400_000

/** `reviewed` is a day, and not long ago. */
export const reviewDate: LintRule = {
  summary: 'a review that is no date, or long ago',
  check: ({ linked, today }) => linked.drafts.flatMap((draft) => checkReviewed(draft, today) ?? []),
  examples: [
    {
      name: 'no date',
      files: { 'http-403.md': '---\nreviewed: last week\n---\n' },
      problems: [{ line: 2, column: 11, found: '`last week`' }],
    },
    {
      name: 'no such day',
      files: { 'http-403.md': '---\nreviewed: 2026-02-30\n---\n' },
      problems: [{ line: 2, column: 11, found: '`2026-02-30`' }],
    },
    {
      name: 'long ago',
      files: { 'http-403.md': '---\nreviewed: 2020-01-31\n---\n' },
      problems: [{ line: 2, column: 11, found: 'a review of 2020-01-31' }],
    },
  ],
}

function checkReviewed({ source, front }: Draft, today: Date): RuleProblem | undefined {
  const { reviewed, yaml } = front
  if (reviewed === undefined || !yaml) return undefined
  const at = yaml.positionOf(['reviewed'])
  const day = /^\d{4}-\d{2}-\d{2}$/.test(reviewed) ? new Date(`${reviewed}T00:00:00Z`) : undefined
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== reviewed) {
    return { file: source.file, at, found: `\`${reviewed}\``, expected: 'a day such as `2026-11-01`' }
  }
  const days = Math.floor((today.getTime() - day.getTime()) / DAY_MS)
  if (days <= REVIEW_DAYS) return undefined
  const hint = `That is ${days} days ago: read it through and set the date.`
  return { file: source.file, at, found: `a review of ${reviewed}`, expected: `one within ${REVIEW_DAYS} days`, hint, severity: 'warning' }
}
