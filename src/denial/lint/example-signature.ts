import type { Signature } from '../signature.ts'

/** A signature without fault, for the examples of rules; what is given replaces its parts. */
export function exampleSignature(parts: Partial<Signature> = {}): Signature {
  return {
    id: 'gate/page',
    product: 'gate',
    layer: 'waf',
    confidence: 0.9,
    all: [{ body: 'closed by the gate' }],
    means: 'The page of the gate',
    causes: { 'waf-rule': 0.9 },
    source: 'https://gate.example/docs',
    examples: [{ status: 403, body: 'Closed by the gate', cause: 'waf-rule' }],
    ...parts,
  }
}
