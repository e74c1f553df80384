import { z } from 'zod'
import { Cause } from '../denial/denial.ts'

/** Button text in Slack. https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const BUTTON_TEXT_MAX = 75

/** A step address, "file.md#slug". */
export type StepAddress = string

/** One check of a step: `id` is the name that findings carry (the check's name unless `id:` says otherwise). */
export const CheckCall = z.object({
  id: z.string(),
  check: z.string(),
  /** As written; strings may hold `{{ }}` templates. */
  params: z.record(z.string(), z.unknown()),
  line: z.int().positive(),
})
export type CheckCall = z.infer<typeof CheckCall>

/** One way out of a step, in written order. `goto` is a step address; lint proves that it exists. */
export const Branch = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('when'), cel: z.string(), goto: z.string(), note: z.string().optional(), line: z.int().positive() }),
  z.object({ kind: z.literal('answer'), label: z.string().max(BUTTON_TEXT_MAX), goto: z.string(), line: z.int().positive() }),
  z.object({ kind: z.literal('otherwise'), goto: z.string(), note: z.string().optional(), line: z.int().positive() }),
])
export type Branch = z.infer<typeof Branch>

/**
 * The end of a walk. `fix` is a template; `escalate` is `owner`, a handle, or a layer's name (its owner); `rule` a template that
 * names what refused where the answer itself does not, such as a policy engine's rule.
 */
export const Outcome = z.object({
  cause: Cause,
  fix: z.string(),
  escalate: z.string().optional(),
  verify: z.string().optional(),
  correct: z.boolean().optional(),
  rule: z.string().optional(),
  line: z.int().positive(),
})
export type Outcome = z.infer<typeof Outcome>

/** One `##` section: prose for people, checks for the machine, then branches or an outcome. */
export const Step = z.object({
  address: z.string(),
  id: z.string(),
  title: z.string(),
  /** Markdown of the section without its check and outcome blocks and its branch list. */
  prose: z.string(),
  checks: z.array(CheckCall),
  branches: z.array(Branch),
  outcome: Outcome.optional(),
  line: z.int().positive(),
})
export type Step = z.infer<typeof Step>

/** One markdown file. `steps` in written order. */
export const Runbook = z.object({
  file: z.string(),
  title: z.string(),
  summary: z.string().optional(),
  owner: z.string(),
  reviewed: z.string().optional(),
  intro: z.string(),
  steps: z.array(Step),
})
export type Runbook = z.infer<typeof Runbook>

/** All runbooks of one revision, linked: what an incident is pinned to. `start` is the first step of the default runbook. */
export type RunbookSet = {
  /** Content hash over every file. */
  revision: string
  runbooks: readonly Runbook[]
  stepByAddress: ReadonlyMap<StepAddress, Step>
  start: StepAddress
}

/** A mistake in a runbook, for a person: where, what was found, what was expected, what to do. Lines and columns from 1. */
export type LintProblem = {
  file: string
  line: number
  column: number
  severity: 'error' | 'warning'
  rule: string
  found: string
  expected: string
  hint?: string
}
