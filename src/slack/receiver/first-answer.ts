import { type Answer, OK } from './answer.ts'
import type { PayloadKind } from './payload.ts'

/** Slack waits 3 s for an answer; what takes longer goes on behind this one. */
const ANSWER_MS = 2_500

const LATE: Answer = { status: 200, body: { response_type: 'ephemeral', text: 'Working on it: this takes a little longer than usual.' } }

/** The answer to one payload: the first that is given counts, and `give` says whether it was this one. */
export type FirstAnswer = { answer: Promise<Answer>; give(answer: Answer): boolean }

/** Events are answered at once: Slack shows people no answer, and they are kept. Others within 3 s, whatever happens. */
export function firstAnswer(kind: PayloadKind): FirstAnswer {
  const { promise, resolve } = Promise.withResolvers<Answer>()
  let given = false
  const give = (answer: Answer) => {
    if (given) return false
    given = true
    clearTimeout(timer)
    resolve(answer)
    return true
  }
  const timer = setTimeout(give, ANSWER_MS, kind === 'command' ? LATE : OK)
  if (kind === 'event') give(OK)
  return { answer: promise, give }
}
