import { describe, expect, test } from 'vitest'
import { identify } from '../../src/denial/identify.ts'
import type { Example, Signature } from '../../src/denial/signature.ts'
import { SIGNATURES } from '../../src/denial/signature-registry.ts'
import { redactExchange } from '../../src/redaction/redact-exchange.ts'
import { exchangeOf } from './exchange-of.ts'

const EXAMPLES = SIGNATURES.flatMap((signature) =>
  signature.examples.map((example, at) => ({ name: `${signature.id}, example ${at + 1}`, signature, example })),
)
const isNamed = ({ product }: Signature) => product !== 'unknown'

describe('every example of a signature is read as what it claims', () => {
  test.each(EXAMPLES)('$name', ({ signature, example }) => {
    const denial = identify([exchangeOf(example)])

    expect(denial.product).toBe(signature.product)
    if (isNamed(signature) || signature.layer !== 'unknown') expect(denial.layer).toBe(example.layer ?? signature.layer)
    expect(denial).toMatchObject(claimsOf(example))
    expect(denial.evidence.map(({ means }) => means)).not.toEqual([])
  })
})

describe('removing secrets never removes what proves', () => {
  test.each(EXAMPLES)('$name', ({ example }) => {
    const { verdict, layer, product, cause, rule } = identify([exchangeOf(example)])

    expect(identify([redactExchange(exchangeOf(example))])).toMatchObject({
      verdict,
      layer,
      product,
      cause,
      ...(rule === undefined ? {} : { rule }),
    })
  })
})

describe('the registry', () => {
  test('gives every signature an id of its own, in a family', () => {
    const ids = SIGNATURES.map(({ id }) => id)

    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
    expect(ids.filter((id) => !/^[a-z0-9-]+\/[a-z0-9-]+$/.test(id))).toEqual([])
  })

  test('gives every signature a source, an example, a meaning and a confidence from 0 to 1', () => {
    const lacking = SIGNATURES.filter(({ source, examples, means, confidence }) => {
      return source.length < 10 || examples.length === 0 || means.length < 5 || confidence < 0 || confidence > 1
    })

    expect(lacking.map(({ id }) => id)).toEqual([])
  })

  test('a signature that names a product names where that is written, as a URL', () => {
    const unsourced = SIGNATURES.filter((signature) => isNamed(signature) && !URL.canParse(signature.source))

    expect(unsourced.map(({ id }) => id)).toEqual([])
  })

  test('literals are in lower case, as the answer is compared', () => {
    const literals = SIGNATURES.flatMap(({ all = [], any = [], none = [], cases = [] }) => [
      ...all,
      ...any,
      ...none,
      ...cases.map(({ when }) => when),
    ])
      .flatMap(({ ...clue }: Record<string, unknown>) => [
        clue.body,
        clue.header,
        clue.has,
        clue.is,
        clue.json,
        clue.scheme,
        clue.param,
        clue.host,
        clue.path,
      ])
      .filter((literal) => typeof literal === 'string')

    expect(literals.filter((literal) => literal !== literal.toLowerCase())).toEqual([])
  })
})

function claimsOf({ cause, rule, verdict }: Example) {
  return { ...(cause && { cause }), ...(rule && { rule }), ...(verdict && { verdict }) }
}
