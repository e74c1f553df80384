import { exampleSignature } from './example-signature.ts'
import { at, namesProduct, type Reading, type SignatureRule } from './signature-rule.ts'

/** An example claims what it is read as: product and layer of its signature, and what it names besides. */
export const wrongAnswer: SignatureRule = {
  summary: 'an example that is read as something else',
  check: ({ readings }) =>
    readings.flatMap((reading) =>
      claimsOf(reading)
        .filter(({ claimed, read }) => claimed !== read)
        .map(({ what, claimed, read }) => ({
          ...at(reading),
          found: `example ${reading.number} read as ${what} "${read}"`,
          expected: `"${claimed}"`,
          ...(reading.matches.includes(reading.signature) ? {} : { hint: 'The example does not satisfy its own signature.' }),
        })),
    ),
  examples: [
    {
      name: 'a claim that differs',
      families: {
        gate: [
          exampleSignature({ examples: [{ status: 403, body: 'closed by the gate', cause: 'tenancy', rule: '7', verdict: 'challenged' }] }),
        ],
      },
      problems: [
        { signature: 'gate/page', found: 'example 1 read as cause "waf-rule"' },
        { signature: 'gate/page', found: 'example 1 read as rule "none"' },
        { signature: 'gate/page', found: 'example 1 read as verdict "denied"' },
      ],
    },
    {
      name: 'an example that does not satisfy its signature',
      families: { gate: [exampleSignature({ examples: [{ status: 403, body: 'closed' }] })] },
      problems: [
        { signature: 'gate/page', found: 'example 1 read as product "unknown"' },
        { signature: 'gate/page', found: 'example 1 read as layer "unknown"' },
      ],
    },
    { name: 'as claimed', families: { gate: [exampleSignature()] }, problems: [] },
  ],
}

function claimsOf({ signature, example, denial }: Reading): { what: string; claimed: string; read: string }[] {
  const { cause, rule, verdict } = example
  const claimsLayer = namesProduct(signature) || signature.layer !== 'unknown'
  return [
    { what: 'product', claimed: signature.product, read: denial.product },
    ...(claimsLayer ? [{ what: 'layer', claimed: example.layer ?? signature.layer, read: denial.layer }] : []),
    ...(cause === undefined ? [] : [{ what: 'cause', claimed: cause, read: denial.cause }]),
    ...(rule === undefined ? [] : [{ what: 'rule', claimed: rule, read: denial.rule ?? 'none' }]),
    ...(verdict === undefined ? [] : [{ what: 'verdict', claimed: verdict, read: denial.verdict }]),
  ]
}
