import type { Verdict } from '../../denial/denial.ts'
import { identify } from '../../denial/identify.ts'
import type { InputItem } from '../../denial/input/read-input.ts'
import { VERDICT_WORDS } from '../plain-words.ts'
import { type TerminalPage, wrapText } from '../terminal/terminal-page.ts'
import { type Explained, explainText } from './explain-text.ts'

type ExchangeItem = Extract<InputItem, { exchange: unknown }>

/** Explanations for people, as the items come: `add` returns what is to be written now, `end` the rest. Keeps counts only. */
type ExplainReport = { add(item: ExchangeItem): string; end(unread: number): string }

/** A report that draws refusals in full and runs of answers that passed in one line, and counts all of them in the end. */
export function createExplainReport(page: TerminalPage): ExplainReport {
  const counts = new Map<Verdict, number>()
  let passed: { count: number; last: Explained } | undefined
  let written = 0
  const part = (text: string) => `${written++ > 0 ? '\n' : ''}${text}`
  const tellPassed = () => {
    const told = passed ? part(passedText(passed, page)) : ''
    passed = undefined
    return told
  }
  return {
    add(item) {
      const denial = identify([item.exchange])
      const tag = tagOf(item, counts.size === 0)
      const explained: Explained = { exchange: item.exchange, denial, ...(tag ? { tag } : {}) }
      counts.set(denial.verdict, (counts.get(denial.verdict) ?? 0) + 1)
      if (denial.verdict === 'allowed' && denial.product === 'unknown') {
        passed = { count: (passed?.count ?? 0) + 1, last: explained }
        return ''
      }
      return `${tellPassed()}${part(explainText(explained, page))}`
    },
    end(unread) {
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
      const rest = tellPassed()
      if (total + unread < 2) return rest
      const kinds = [...counts].sort(([, a], [, b]) => b - a).map(([verdict, count]) => `${count} ${VERDICT_WORDS[verdict].toLowerCase()}`)
      const words = [`${total} ${total === 1 ? 'answer' : 'answers'}${kinds.length > 0 ? `: ${kinds.join(', ')}` : ''}`]
      if (unread > 0) words.push(`${unread} could not be read`)
      return `${rest}${part(`${wrapText(page.colors.dim(words.join('; ')), page.width).join('\n')}\n`)}`
    },
  }
}

function passedText({ count, last }: { count: number; last: Explained }, page: TerminalPage): string {
  return count === 1 ? explainText(last, page) : `${page.colors.green(`${count} answers passed`)}\n`
}

/** What names an item among others: its own id, else its line; the first needs none. */
function tagOf({ id, line }: ExchangeItem, isFirst: boolean): string | undefined {
  if (id !== undefined) return `id ${String(id).slice(0, 80)}`
  return isFirst ? undefined : `line ${line}`
}
