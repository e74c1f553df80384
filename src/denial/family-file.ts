/** The file of a family, from the root of the checkout: `edges/fastly` is `src/denial/signatures/edges/fastly.ts`. */
export function fileOfFamily(family: string): string {
  return `src/denial/signatures/${family}.ts`
}

/** A family's name as people read it, without its folder: `edges/fastly` is `fastly`. */
export function nameOfFamily(family: string): string {
  return family.slice(family.lastIndexOf('/') + 1)
}
