import { isRefusal } from '../../denial/denial.ts'
import { defineCheck } from '../check.ts'
import { DenialFinding, DenialInput } from './denial-finding.ts'

const SURE = 0.8

/** Who refused, over the exchanges of the path so far. */
export const denial = defineCheck({
  name: 'denial',
  summary: 'Says who refused and why, read from the answers on the path so far. Sends nothing.',
  input: DenialInput,
  output: DenialFinding,
  safety: 'safe',
  timeoutMs: 2_000,
  reads: 'path',
  prefetch: false,
  examples: [
    {
      name: 'a refusal on the path',
      input: {},
      exchanges: [
        { request: { method: 'GET', url: 'https://api.test/orders', headers: {} }, response: { status: 403, headers: {}, body: '' } },
      ],
      finding: { verdict: 'denied', refused: true },
    },
    { name: 'nothing on the path', input: {}, exchanges: [], finding: { verdict: 'allowed', refused: false, sure: false } },
  ],
  async run(_input, context) {
    return { ...context.denial, refused: isRefusal(context.denial.verdict), sure: context.denial.confidence >= SURE }
  },
  line({ refused, verdict, layer, product, cause, rule }) {
    if (!refused) return `Nothing was refused (${verdict}).`
    const by = product === 'unknown' ? layer : `${product} (${layer})`
    return `Refused by ${layer === 'unknown' && product === 'unknown' ? 'a layer that cannot be told' : by}; cause: ${cause}${rule === undefined ? '' : `, rule ${rule}`}.`
  },
})
