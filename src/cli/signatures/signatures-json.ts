import { type Catalog, type CatalogEntry, namedProducts } from './signatures-catalog.ts'
import { countByFamily, countByLayer } from './signatures-overview.ts'

/** The counts of `why403 signatures --json`. */
export function overviewJson(catalog: Catalog) {
  const fileOf = new Map(catalog.entries.map(({ family, file }) => [family, file]))
  return {
    signatures: catalog.entries.length,
    products: namedProducts(catalog).length,
    layers: countByLayer(catalog).map(({ name, ...counts }) => ({ layer: name, ...counts })),
    families: countByFamily(catalog).map(({ name, ...counts }) => ({ family: name, file: fileOf.get(name), ...counts })),
  }
}

/** A signature as JSON: as it is written, without its examples, patterns as text. */
export function jsonSignature({ family, file, signature }: CatalogEntry): unknown {
  const { examples: _, ...told } = signature
  return JSON.parse(JSON.stringify({ family, file, ...told }, (__, value) => (value instanceof RegExp ? String(value) : value)))
}
