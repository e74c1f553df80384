import { Cause, Layer } from '../../denial/denial.ts'
import { fileOfFamily, nameOfFamily } from '../../denial/family-file.ts'
import type { Signature } from '../../denial/signature.ts'

/** A signature with its family's name and file. */
export type CatalogEntry = { family: string; file: string; signature: Signature }

/** A product with its signatures, in the order of the registry; `unknown` holds what names no product. */
export type CatalogProduct = { product: string; layers: readonly Layer[]; entries: readonly CatalogEntry[] }

/** Every product, in the order of the registry. */
export type Catalog = { entries: readonly CatalogEntry[]; products: readonly CatalogProduct[] }

/** Sorts families of signatures by product. */
export function catalogSignatures(families: Readonly<Record<string, readonly Signature[]>>): Catalog {
  const entries = Object.entries(families).flatMap(([family, signatures]) =>
    signatures.map((signature) => ({ family: nameOfFamily(family), file: fileOfFamily(family), signature })),
  )
  return { entries, products: productsOf(entries) }
}

/** Products that a registry names; wordings and signs of a layer name none. */
export function namedProducts({ products }: Catalog): readonly CatalogProduct[] {
  return products.filter(({ product }) => product !== 'unknown')
}

/**
 * The products that fit all words: one that is called just so alone, else those whose signatures fit every word. A word
 * that is a layer, a family or a cause means just that; any other may be a part of the id or the product's name too.
 */
export function matchWords(catalog: Catalog, words: readonly string[]): readonly CatalogProduct[] {
  const wanted = words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter(Boolean)
  const exact = catalog.products.find(({ product }) => product === wanted.join('-'))
  if (exact) return [exact]
  const families = new Set(catalog.entries.map(({ family }) => family))
  return productsOf(catalog.entries.filter((entry) => wanted.every((word) => fits(entry, word, families))))
}

function fits(entry: CatalogEntry, word: string, families: ReadonlySet<string>): boolean {
  const { id, product, layer } = entry.signature
  if (Layer.safeParse(word).success) return layer === word
  if (Cause.safeParse(word).success) return causesOf(entry).includes(word)
  if (families.has(word)) return entry.family === word
  return [id, product, layer, entry.family, ...causesOf(entry)].some((text) => text.toLowerCase().includes(word))
}

function causesOf({ signature: { causes, cases = [] } }: CatalogEntry): string[] {
  return [causes, ...cases.map((each) => each.causes)].flatMap((weights) => Object.keys(weights))
}

function productsOf(entries: readonly CatalogEntry[]): CatalogProduct[] {
  return [...Map.groupBy(entries, ({ signature }) => signature.product)].map(([product, own]) => ({
    product,
    layers: [...new Set(own.map(({ signature }) => signature.layer))],
    entries: own,
  }))
}
