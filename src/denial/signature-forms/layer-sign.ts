import type { Layer } from '../denial.ts'
import type { Signature } from '../signature.ts'

/**
 * Something in an answer that names no product and still speaks for one layer: how it is written, what was added to it
 * on the way, whose matters it speaks of. `confidence` is how often such an answer comes from that layer, 0 to 1.
 */
type LayerSign = Omit<Signature, 'product' | 'source' | 'causes' | 'layer'> & {
  layer: Exclude<Layer, 'unknown'>
  causes?: Signature['causes']
  source?: string
}

const SOURCE = 'How each layer writes its refusals, after RFC 9110 section 15.5, RFC 6749 section 5.2 and the stock pages of common servers'

/** Layer signs as signatures of no product, so that they are found like every other; ids stand under `sign/`. */
export function layerSigns(signs: readonly LayerSign[]): readonly Signature[] {
  return signs.map(({ id, causes = {}, source = SOURCE, ...rest }) => ({ ...rest, id: `sign/${id}`, product: 'unknown', causes, source }))
}
