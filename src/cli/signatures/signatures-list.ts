import { nearestWord } from '../../nearest-word.ts'
import { plainWords } from '../plain-words.ts'
import { type TerminalPage, wrapText } from '../terminal/terminal-page.ts'
import type { Catalog, CatalogProduct } from './signatures-catalog.ts'

const NO_PRODUCT = '(words alone)'

/** The products that fit, one a line: name, layers, signatures. */
export function listText(found: readonly CatalogProduct[], words: readonly string[], { colors, width }: TerminalPage): string {
  const wide = Math.min(34, Math.max(...found.map(({ product }) => nameOf(product).length)))
  const total = found.reduce((sum, { entries }) => sum + entries.length, 0)
  const example = found.find(({ product }) => product !== 'unknown')?.product
  return [
    ...wrapText(`${colors.bold(`${found.length} products`)} fit ${words.join(' ')}, by ${total} signatures`, width),
    '',
    ...found.map(({ product, layers, entries }) => {
      const layer = layers.map(plainWords).join(', ')
      return `  ${colors.bold(nameOf(product).padEnd(wide))} ${String(entries.length).padStart(3)}  ${colors.dim(layer)}`
    }),
    '',
    ...(example ? wrapText(colors.dim(`why403 signatures ${example} shows one in full.`), width) : []),
    '',
  ].join('\n')
}

/** What is said when nothing fits, with the name that was probably meant. */
export function nothingText({ products, entries }: Catalog, words: readonly string[]): string {
  const names = [
    ...products.map(({ product }) => product),
    ...new Set(entries.flatMap(({ family, signature }) => [family, signature.layer])),
  ]
  const near = nearestWord(words.join('-'), names) ?? words.map((word) => nearestWord(word, names)).find((name) => name !== undefined)
  const shown = words.join(' ').slice(0, 60)
  return `why403 signatures: found nothing that fits "${shown}", expected a product, layer, family or cause${near ? `; did you mean ${near}?` : ''}\n`
}

function nameOf(product: string): string {
  return product === 'unknown' ? NO_PRODUCT : product
}
