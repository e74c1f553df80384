import type { Layer } from '../denial.ts'
import type { Causes, Signature } from '../signature.ts'

/** One way in which a product of a family refuses. `name` is how people write the product; what is left out is the plainest there is. */
export type ProductRefusal = Omit<Signature, 'id' | 'layer' | 'confidence' | 'means' | 'causes'> & {
  id?: string
  name: string
  layer?: Layer
  confidence?: number
  means?: string
  causes?: Causes
}

/** A bare refusal says little of its reason: words beside it outweigh this. */
const BARE: Causes = { 'insufficient-permissions': 0.45 }

/** Signatures of products that share a layer and, mostly, how sure their own form makes them. Ids default to `product/refusal`. */
export function productFamily(shared: { layer: Layer; confidence: number }, refusals: readonly ProductRefusal[]): readonly Signature[] {
  return refusals.map(({ name, id, layer = shared.layer, confidence = shared.confidence, means, causes = BARE, ...rest }) => ({
    ...rest,
    id: id ?? `${rest.product}/refusal`,
    layer,
    confidence,
    means: means ?? `${name} refused`,
    causes,
  }))
}
