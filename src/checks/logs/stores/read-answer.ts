import type { z } from 'zod'
import { redactText } from '../../../redaction/redact-text.ts'
import type { SourceAnswer } from '../../check.ts'
import { visibleText } from '../../visible-text.ts'
import { LogUnseen } from './log-store.ts'

const QUOTE_MAX = 160

/** What an answer that is no success says for itself, shortened and redacted. */
function saidBy({ status, body }: SourceAnswer): string {
  const words = redactText(visibleText(body.slice(0, 4_096), QUOTE_MAX))
  return words === '' ? `it answered ${status}` : `it answered ${status}: ${words}`
}

function parsed({ body, status }: SourceAnswer): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new LogUnseen(
      `it answered ${status} with something that is no JSON${body.trimStart().startsWith('<') ? ' (a page: is it a login?)' : ''}`,
    )
  }
}

/** The answer's JSON, as `schema` has it. @throws LogUnseen for another status than 2xx, cut answers, and what is no such JSON */
export function readJsonAnswer<T extends z.ZodType>(answer: SourceAnswer, schema: T): z.output<T> {
  readableAnswer(answer)
  const result = schema.safeParse(parsed(answer))
  if (result.success) return result.data
  throw new LogUnseen(`its answer is not of the form that was expected (at ${result.error.issues[0]?.path.join('.') || 'the top'})`)
}

/** The answer itself, when it is a whole one. @throws LogUnseen */
export function readableAnswer(answer: SourceAnswer): SourceAnswer {
  if (answer.status < 200 || answer.status > 299) throw new LogUnseen(saidBy(answer))
  if (answer.truncated) throw new LogUnseen('its answer was longer than what is read')
  return answer
}
