import type { Signature } from '../../signature.ts'

/** RFC 9457: says how the application words its refusal, not which product it is. */
export const problemJson: readonly Signature[] = [
  {
    id: 'problem-json/any',
    product: 'unknown',
    layer: 'application',
    confidence: 0.5,
    all: [{ header: 'content-type', has: 'application/problem+' }],
    means: 'The application itself answered, with a problem document (RFC 9457)',
    causes: { 'insufficient-permissions': 0.3 },
    rule: [
      { json: 'type', match: /^(https?:\/\/\S+|urn:\S+|\/\S+)$/i },
      { json: 'code', match: /^([\w.:-]{0,80}[a-z_][\w.:-]{0,80})$/i },
    ],
    source: 'https://www.rfc-editor.org/rfc/rfc9457',
    examples: [
      {
        status: 403,
        headers: { 'content-type': 'application/problem+json' },
        body: '{"type":"https://orders.example/problems/not-your-order","title":"Forbidden","status":403,"detail":"This order belongs to someone else."}',
        rule: 'https://orders.example/problems/not-your-order',
      },
    ],
  },
]
