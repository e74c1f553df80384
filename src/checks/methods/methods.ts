import { defineCheck } from '../check.ts'
import { decisiveResponse } from '../check-failed.ts'
import { readOutcome } from '../read-outcome.ts'
import { SAFE_GET } from '../safe-request.ts'
import { confirmVariants } from './confirm-variants.ts'
import { judgeVariants } from './judge-variants.ts'
import { MethodsFinding, MethodsInput } from './methods-finding.ts'
import { type UrlVariant, urlVariants } from './url-variants.ts'

/** Whether the method, the spelling of the path or the resource itself makes the difference. */
export const methods = defineCheck({
  name: 'methods',
  summary: 'Asks the same resource with other safe methods and spellings, its parent and a neighbour, and reads Allow.',
  input: MethodsInput,
  output: MethodsFinding,
  safety: 'safe',
  timeoutMs: 30_000,
  examples: [
    {
      name: 'GET passes where POST is refused',
      input: {},
      request: { method: 'POST' },
      replies: {
        'OPTIONS /orders as anonymous': { status: 204, headers: { allow: 'GET, HEAD' } },
        '* * as anonymous': { status: 200 },
      },
      finding: { method: 'POST', getAllowed: true, methodMatters: true, allow: ['GET', 'HEAD'], methodAllowed: false, flips: false },
    },
    {
      name: 'only with the trailing slash',
      input: {},
      replies: { 'GET /orders/ as anonymous': { status: 200 }, '* * as anonymous': { status: 403 } },
      finding: { flips: true, variant: 'slash', slashFlips: true, getRefused: true, allowKnown: false, onlyThisResource: false },
    },
    {
      name: 'a rule of this resource alone',
      input: {},
      request: { url: 'https://api.test/reports/q3.pdf' },
      replies: { 'GET /reports/why403-no-such.pdf as anonymous': { status: 200 }, '* * as anonymous': { status: 403 } },
      finding: {
        flips: false,
        getRefused: true,
        siblingAllowed: true,
        siblingRefused: false,
        siblingMissing: false,
        onlyThisResource: true,
      },
    },
    {
      name: 'an encoded slash that is refused, and passes where it is written plainly',
      input: {},
      request: { url: 'https://api.test/files/2026%2Fq3.pdf' },
      replies: { 'GET /files/2026/q3.pdf as anonymous': { status: 200 }, '* * as anonymous': { status: 403 } },
      finding: { flips: true, variant: 'plain-slash', getRefused: true },
    },
    {
      name: 'a slash that passed by chance',
      input: {},
      replies: {
        'GET /orders/ as anonymous': [{ status: 200 }, { status: 403 }, { status: 200 }, { status: 403 }],
        '* * as anonymous': { status: 403 },
      },
      finding: { flips: false, slashFlips: false, unstable: true, turned: false, changes: ['slash passed 2 of 4 calls'] },
    },
    {
      name: 'a counter: HEAD came first',
      input: {},
      replies: { 'HEAD /orders as anonymous': [{ status: 200 }, { status: 403 }], '* * as anonymous': { status: 403 } },
      finding: { flips: false, unstable: false, turned: true },
    },
  ],
  async run({ as, sibling }, { probe, request, target }) {
    const variants = urlVariants(request.url, sibling).filter(({ url }) => target.allows(url))
    const ask = ({ method, url }: UrlVariant, fresh: boolean) => probe({ ...SAFE_GET, as, method, url, fresh })
    const exchanges = await Promise.all(variants.map((variant) => ask(variant, false)))
    const tried = variants.flatMap((variant, i) => {
      const exchange = exchanges[i]
      return exchange?.response ? [{ ...variant, status: exchange.response.status, kind: readOutcome(exchange).kind, exchange }] : []
    })
    if (tried.length === 0 && exchanges[0]) decisiveResponse(exchanges[0])
    const confirmed = await confirmVariants(tried, (variant) => ask(variant, true))
    return judgeVariants(request.method.toUpperCase(), tried, confirmed)
  },
  line({ method, flips, variant, methodMatters, onlyThisResource, allowed, refused, unstable, turned, changes }) {
    if (unstable) return `The answers change from call to call (${changes.join('; ')}), so no variant decides.`
    if (turned) return `The variants that passed are refused now as well (${changes.join('; ')}), as where calls are counted.`
    if (flips) return `The resource passes asked another way: ${variant}.`
    if (methodMatters) return `GET passes; it is ${method} that is refused.`
    if (onlyThisResource) return 'Only this resource is refused: its neighbour is not.'
    return `Variants that pass: ${allowed.join(', ') || 'none'}; refused: ${refused.join(', ') || 'none'}.`
  },
})
