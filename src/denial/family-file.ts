/** The file of a family, from the root of the checkout: `awsEdge` stands in `src/denial/signatures/aws-edge.ts`. */
export function fileOfFamily(family: string): string {
  return `src/denial/signatures/${nameOfFamily(family)}.ts`
}

/** A family's name as people read it: `awsEdge` is `aws-edge`. */
export function nameOfFamily(family: string): string {
  return family.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
