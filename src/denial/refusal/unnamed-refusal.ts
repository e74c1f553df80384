import { readReferences } from '../answer/known-references.ts'
import type { Answer } from '../answer/read-answer.ts'
import { readFirst } from '../answer/read-values.ts'
import { statusMeaning } from '../answer/status-meanings.ts'
import { isRefusal, type Verdict } from '../denial.ts'
import type { Match } from '../matching/signature-finder.ts'
import { carriersBut, quoteWordings, type Refusal, type Sight, wordingsOf } from './refusal.ts'
import { weighLayers } from './weigh-layers.ts'

/** The refusal of somebody who does not name itself: its words may still tell the reason, and its ways the layer. */
export function unnamedRefusal(answer: Answer, matches: readonly Match[]): Refusal {
  const meaning = statusMeaning(answer.status)
  const wordings = wordingsOf(matches)
  const rule = wordings.map(({ signature }) => readFirst(answer, signature.rule)).find((each) => each !== undefined)
  const said = saidOf(meaning.verdict, wordings)
  const suggestion = weighLayers(answer, matches)
  const passed = answer.status < 400 && !said
  return {
    status: answer.status,
    verdict: said ?? meaning.verdict,
    layer: passed ? 'unknown' : suggestion.layer,
    product: 'unknown',
    confidence: passed ? 0 : suggestion.confidence,
    ...(rule === undefined ? {} : { rule: rule.value }),
    hints: [meaning.causes, ...wordings.map(({ signature }) => signature.causes)],
    ...(isRefusal(said ?? meaning.verdict) ? { usual: suggestion.usual } : {}),
    sights: [
      { where: 'status', text: String(answer.status), means: meaning.means },
      ...quoteWordings(wordings),
      ...(passed ? [] : suggestion.sights),
    ].filter(isFirstOfItsMeaning),
    via: carriersBut(answer, 'unknown'),
    references: readReferences(answer),
  }
}

/** Words may make a refusal of a status that is none; only where it is none can they be a disguise. */
function saidOf(verdict: Verdict, wordings: readonly Match[]): Verdict | undefined {
  const said = wordings.find(({ signature }) => signature.verdict)?.signature.verdict
  return said === 'disguised' && isRefusal(verdict) ? undefined : said
}

/** One quote for each meaning is enough. */
function isFirstOfItsMeaning({ means }: Sight, at: number, sights: readonly Sight[]): boolean {
  return sights.findIndex((other) => other.means === means) === at
}
