import type { Cause, Layer } from '../../denial/denial.ts'
import type { StepAddress } from '../../runbook/tree.ts'

/** One thing to try on the practice page: what to type, what is behind it, and where the walk ends. */
export type Scenario = {
  id: string
  title: string
  /** What is typed in the channel, with `/why403` in front. */
  command: string
  /** What a person on call would have been told, and what is true. */
  story: string
  /** `step` is the address of the outcome. */
  expected: { cause: Cause; layer: Layer; step: StepAddress }
  /** What to answer where no check can tell, in the order asked: a part of the question's title and the button's label. */
  answers?: readonly { question: string; answer: string }[]
  /** Press "Send … for real" when it is offered. */
  approve?: boolean
}

/** A scenario before the target's URL is known: the command's parts. `request` is `METHOD /path` below the target. */
export type ScenarioDraft = Omit<Scenario, 'command'> & { request: string; as?: string; headers?: readonly string[] }
