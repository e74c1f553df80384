import { type JsonRecord, textAt } from './json-record.ts'
import type { LogFacts } from './log-format.ts'
import { recordFacts } from './record-facts.ts'
import { saidInWords } from './said-in-words.ts'

const MESSAGES = [
  'message',
  'msg',
  'error.message',
  'err.message',
  'error',
  'err',
  'error_description',
  'reason',
  'detail',
  'exception',
  'body',
]

/** Facts and reason of a structured record, by the names that such records usually have. */
export function readGeneralRecord(record: JsonRecord): LogFacts {
  const facts = recordFacts(record)
  for (const name of MESSAGES) {
    const words = textAt(record, name)
    const said = words === undefined ? undefined : saidInWords(words, facts.status)
    if (said) return { ...facts, said }
  }
  return facts
}
