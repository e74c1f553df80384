import type { Causes, Signature } from '../../denial/signature.ts'
import { percent, plainWords } from '../plain-words.ts'
import { labelled, type TerminalPage, wrapText } from '../terminal/terminal-page.ts'
import { clueWords, readerWords } from './clue-words.ts'
import type { CatalogProduct } from './signatures-catalog.ts'

const COLUMN = 13
const CLUES_SHOWN = 8

/** One product in full: what proves it, why it refuses, how its rule is read, where that is documented. */
export function productText({ product, layers, entries }: CatalogProduct, page: TerminalPage): string {
  const { colors, width } = page
  const count = entries.length === 1 ? '1 signature' : `${entries.length} signatures`
  const name = product === 'unknown' ? 'Words that name no product' : product
  const files = [...new Set(entries.map(({ file }) => file))]
  return [
    ...wrapText(`${colors.bold(name)} (${layers.map(plainWords).join(', ')}), ${count}`, width),
    ...files.map((file) => colors.dim(file)),
    ...entries.flatMap(({ signature }) => ['', ...signatureLines(signature, page)]),
    '',
  ].join('\n')
}

function signatureLines(signature: Signature, page: TerminalPage): string[] {
  const { colors, width } = page
  const rows: [string, readonly string[]][] = [
    ['proved by', proofs(signature)],
    ['unless', shortened((signature.none ?? []).map(clueWords))],
    ['under', signature.statuses ? [signature.statuses.join(', ')] : []],
    ['causes', [causeWords(signature.causes)].filter(Boolean)],
    ...(signature.cases ?? []).map(({ when, causes }): [string, string[]] => ['if', [`${clueWords(when)}: ${causeWords(causes)}`]]),
    ['rule from', (signature.rule ?? []).map(readerWords)],
    ['looked up', (signature.references ?? []).map(({ name, lookUp }) => `${name}, in ${lookUp}`)],
    ['source', [signature.source]],
  ]
  const sure = signature.confidence > 0 ? `  ${colors.dim(`${percent(signature.confidence)} sure`)}` : ''
  return [
    ...wrapText(`${colors.cyan(signature.id)}${sure}`, width),
    ...wrapText(signature.means, width - 2).map((line) => `  ${line}`),
    ...rows.flatMap(([label, texts]) => labelled({ label, texts, column: COLUMN }, page)),
  ]
}

function proofs({ all = [], any = [] }: Signature): string[] {
  const every = all.map(clueWords)
  const some = shortened(any.map(clueWords))
  if (some.length === 0) return every
  return any.length === 1
    ? [...every, ...some]
    : [...every, `${every.length > 0 ? 'and one of' : 'one of'}`, ...some.map((words) => `- ${words}`)]
}

function shortened(words: readonly string[]): string[] {
  const more = words.length - CLUES_SHOWN
  return more > 1 ? [...words.slice(0, CLUES_SHOWN), `… and ${more} more`] : [...words]
}

function causeWords(causes: Causes): string {
  return Object.entries(causes)
    .sort(([, a], [, b]) => b - a)
    .map(([cause, weight]) => `${plainWords(cause)} ${percent(weight)}`)
    .join(', ')
}
