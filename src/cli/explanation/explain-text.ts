import { STATUS_CODES } from 'node:http'
import { type Denial, type Evidence, isRefusal } from '../../denial/denial.ts'
import type { Exchange } from '../../exchange.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import { percent, plainWords, VERDICT_WORDS } from '../plain-words.ts'
import { cutText, labelled, type TerminalPage, wrapText } from '../terminal/terminal-page.ts'
import { nextStep } from './next-step.ts'

const MEANINGS_SHOWN = 4
const QUOTES_SHOWN = 2
const CAUSES_SHOWN = 3
const REFERENCES_SHOWN = 3
const QUOTE_MAX = 120
const COLUMN = 11

/** One explanation and what it is about; `tag` tells it from others of the same input. */
export type Explained = { exchange: Exchange; denial: Denial; tag?: string }

/** An explanation for people: who refused and why, what proves it, where to look it up and what to do next. */
export function explainText({ exchange, denial, tag }: Explained, page: TerminalPage): string {
  const { colors } = page
  const rows: [string, readonly string[]][] = [
    ['why', whyTexts(denial, page)],
    ['rule', denial.rule === undefined ? [] : [colors.bold(clean(denial.rule).replace(/ +/g, ' '))]],
    ['because', becauseTexts(denial, page)],
    ['via', denial.via.length === 0 ? [] : [denial.via.map(({ product, layer }) => `${product} (${plainWords(layer)})`).join(', ')]],
    ['look up', referenceTexts(denial, page)],
    ['next', [nextStep(denial)].filter(Boolean)],
  ]
  const shown = denial.verdict === 'allowed' && denial.product === 'unknown' ? [] : rows
  const lines = [
    ...requestLine(exchange, tag, page),
    ...wrapText(headline(denial, page), page.width),
    ...shown.flatMap(([label, texts]) => labelled({ label, texts, column: COLUMN }, page)),
  ]
  return `${lines.join('\n')}\n`
}

/** What was asked and answered, in one line of a terminal; none when neither is known. */
function requestLine({ request, response }: Exchange, tag: string | undefined, { colors, width }: TerminalPage): string[] {
  const status = response ? `${response.status} ${STATUS_CODES[response.status] ?? ''}`.trim() : ''
  const url = redactUrl(request.url)
  const parts = [tag, status, url === '' ? '' : `${request.method} ${url}`].filter(Boolean)
  return parts.length === 0 ? [] : [colors.dim(cutText(clean(parts.join('  ')), width))]
}

function headline(denial: Denial, { colors }: TerminalPage): string {
  const { verdict, layer, product, confidence } = denial
  if (verdict === 'allowed' && product === 'unknown') return colors.bold(colors.green(VERDICT_WORDS.allowed))
  const paint = verdict === 'not-found' || verdict === 'error' || verdict === 'unreachable' ? colors.yellow : colors.red
  const said = colors.bold(paint(VERDICT_WORDS[verdict]))
  const sure = confidence > 0 ? colors.dim(`, ${percent(confidence)} sure`) : ''
  if (product !== 'unknown') return `${said} by ${colors.bold(product)} (${plainWords(layer)})${sure}`
  if (layer !== 'unknown') return `${said} by the ${colors.bold(plainWords(layer))}${sure}`
  return verdict === 'denied' ? `${said}, by whom cannot be told from this answer alone` : said
}

/** The likeliest cause first, its rivals behind it. */
function whyTexts({ verdict, layer, cause, causes }: Denial, { colors }: TerminalPage): string[] {
  const named = (each: Denial['causes'][number]) => `${plainWords(each.cause)} ${percent(each.confidence)}`
  const likely = causes.filter(({ confidence }) => confidence >= 0.1).slice(0, CAUSES_SHOWN)
  // Where not even the layer is known, the headline has said so.
  if (likely.length === 0) return isRefusal(verdict) && layer !== 'unknown' ? ['cannot tell from this answer alone'] : []
  const [first, ...others] = likely as [Denial['causes'][number], ...Denial['causes']]
  const rivals = others.map((each) => `or ${named(each)}`).join(', ')
  if (cause === 'unknown') return [`cannot tell${colors.dim(`: ${[named(first), rivals].filter(Boolean).join(', ')}`)}`]
  return [`${colors.bold(plainWords(first.cause))} ${colors.dim([percent(first.confidence), rivals].filter(Boolean).join(', '))}`]
}

/** Each meaning once, with the words that prove it and where they stand; the same words are not quoted twice. */
function becauseTexts({ evidence }: Denial, { colors }: TerminalPage): string[] {
  const told = new Set<string>()
  return [...Map.groupBy(evidence, ({ means }) => means)].slice(0, MEANINGS_SHOWN).flatMap(([means, proofs]) => {
    const all = [...new Set(proofs.flatMap(quote))].filter((text) => !told.has(text))
    const quotes = all.filter((text) => !all.some((other) => other !== text && liesWithin(text, other))).slice(0, QUOTES_SHOWN)
    for (const text of quotes) told.add(text)
    return [clean(means), ...quotes.map((text) => `  ${colors.dim(text)}`)]
  })
}

/** Whether one quote's words lie within another's. */
function liesWithin(inner: string, outer: string): boolean {
  const words = (quoted: string) => quoted.slice(quoted.indexOf('“') + 1, -1)
  return words(outer).includes(words(inner)) && (words(outer) !== words(inner) || outer < inner)
}

/** The status stands in the first line already. */
function quote({ where, text }: Evidence): string[] {
  const words = clean(text).trim()
  if (words === '' || (where === 'status' && /^\d{3}$/.test(words))) return []
  const cut = words.length > QUOTE_MAX ? `${words.slice(0, QUOTE_MAX).replace(/\s+\S*$/, '')} …` : words
  return [`${clean(where.startsWith('header:') ? `header ${where.slice('header:'.length)}` : where)}: “${cut}”`]
}

function referenceTexts({ references }: Denial, { colors }: TerminalPage): string[] {
  const more = references.length - REFERENCES_SHOWN
  return [
    ...references
      .slice(0, REFERENCES_SHOWN)
      .flatMap(({ name, value, lookUp }) => [
        `${clean(name)} ${colors.cyan(clean(value))}`,
        ...(lookUp ? [`  ${colors.dim(`in ${lookUp}`)}`] : []),
      ]),
    ...(more > 0 ? [colors.dim(`and ${more} more: see --json`)] : []),
  ]
}

/** Text of a stranger for a terminal: no control or invisible characters, so that it can neither move the cursor, colour nor mislead. */
function clean(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/\p{Cf}/gu, '')
}
