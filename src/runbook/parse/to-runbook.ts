import { type Branch, Outcome, type Runbook, type Step } from '../tree.ts'
import type { Draft, DraftBranch, DraftOutcome, DraftStep } from './draft.ts'
import { addressOf } from './link-drafts.ts'

/** Where a branch of a draft leads. */
type FollowBranch = (draft: Draft, branch: DraftBranch) => string

/** The decision tree of a draft that lint accepts. */
export function toRunbook(draft: Draft, follow: FollowBranch): Runbook {
  const { summary, owner = '', reviewed } = draft.front
  return {
    ...{ file: draft.source.file, title: draft.title, owner: owner.trim(), intro: draft.intro },
    ...(summary === undefined ? {} : { summary }),
    ...(reviewed === undefined ? {} : { reviewed }),
    steps: draft.steps.map((step) => toStep(draft, step, follow)),
  }
}

function toStep(draft: Draft, step: DraftStep, follow: FollowBranch): Step {
  const { id, title, prose, at } = step
  const [outcome] = step.outcomes
  return {
    ...{ address: addressOf(draft, step), id, title, prose, line: at.line },
    checks: step.checks.map((call) => ({ id: call.id, check: call.check, params: structuredClone(call.params), line: call.at.line })),
    branches: step.branches.map((branch) => toBranch(branch, follow(draft, branch))),
    ...(outcome ? { outcome: toOutcome(outcome) } : {}),
  }
}

function toOutcome({ value, at }: DraftOutcome): Outcome {
  const outcome = Outcome.parse({ ...value, line: at.line })
  return { ...outcome, fix: outcome.fix.trim() }
}

function toBranch({ kind, text, note, at }: DraftBranch, goto: string): Branch {
  const more = note === undefined ? {} : { note }
  switch (kind) {
    case 'when':
      return { kind, cel: text, goto, ...more, line: at.line }
    case 'answer':
      return { kind, label: text, goto, line: at.line }
    case 'otherwise':
      return { kind, goto, ...more, line: at.line }
    default:
      return kind satisfies never
  }
}
