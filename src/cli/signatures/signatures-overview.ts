import { Layer } from '../../denial/denial.ts'
import { plainWords } from '../plain-words.ts'
import { type TerminalPage, wrapText } from '../terminal/terminal-page.ts'
import { type Catalog, namedProducts } from './signatures-catalog.ts'

const BAR_MAX = 30
const COLUMN = 18

/** One row of counts. */
export type Count = { name: string; products: number; signatures: number }

/** Products and signatures of each layer, the fullest first. */
export function countByLayer(catalog: Catalog): Count[] {
  return count(catalog, ({ signature }) => signature.layer).sort((a, b) => b.products - a.products || b.signatures - a.signatures)
}

/** Products and signatures of each family, in the order of the registry. */
export function countByFamily(catalog: Catalog): Count[] {
  return count(catalog, ({ family }) => family)
}

/** What is recognised, at a glance: totals, layers with bars, families. */
export function overviewText(catalog: Catalog, page: TerminalPage): string {
  const { colors, width } = page
  const layers = countByLayer(catalog)
  const families = countByFamily(catalog)
  const most = Math.max(...layers.map(({ products }) => products))
  const bar = (products: number) => '▇'.repeat(Math.ceil((products / most) * Math.max(0, Math.min(BAR_MAX, width - COLUMN - 24))))
  const row = (name: string, [products, signatures]: [string, string]) =>
    `  ${name.padEnd(COLUMN)}${products.padStart(8)}  ${signatures.padStart(10)}`
  return [
    ...wrapText(
      `${colors.bold(`${catalog.entries.length} signatures of ${namedProducts(catalog).length} products`)}, in ${families.length} families`,
      width,
    ),
    '',
    colors.dim(row('layer', ['products', 'signatures'])),
    ...layers.map((each) =>
      `${row(layerName(each.name), [String(each.products), String(each.signatures)])}  ${colors.cyan(bar(each.products))}`.trimEnd(),
    ),
    '',
    `${colors.dim('family, signatures')}`,
    ...columns(families, page),
    '',
    ...wrapText(colors.dim('why403 signatures WORD… shows what fits: a product, a layer, a family, a cause.'), width),
    '',
  ].join('\n')
}

function layerName(layer: string): string {
  return layer === Layer.enum.unknown ? 'any (words alone)' : plainWords(layer)
}

/** Names with counts side by side, as many as the width holds; one a line where nobody looks at it. */
function columns(families: readonly Count[], { colors, width }: TerminalPage): string[] {
  const wide = Math.max(...families.map(({ name }) => name.length)) + 7
  const across = Number.isFinite(width) ? Math.max(1, Math.floor((width - 2) / wide)) : 1
  const down = Math.ceil(families.length / across)
  return Array.from({ length: down }, (_, line) => {
    const cells = families.filter((__, index) => index % down === line)
    return `  ${cells.map(({ name, signatures }) => `${colors.dim(String(signatures).padStart(3))} ${name.padEnd(wide - 4)}`).join('')}`.trimEnd()
  })
}

function count({ entries }: Catalog, nameOf: (entry: Catalog['entries'][number]) => string): Count[] {
  return [...Map.groupBy(entries, nameOf)].map(([name, own]) => ({
    name,
    products: new Set(own.map(({ signature }) => signature.product).filter((product) => product !== 'unknown')).size,
    signatures: own.length,
  }))
}
