import type { Exchange } from '../exchange.ts'
import { redactUrl } from '../redaction/redact-url.ts'
import { defineCheck } from './check.ts'
import { decisiveResponse } from './check-failed.ts'
import { MethodsFinding, MethodsInput } from './methods-finding.ts'
import { type Outcome, readOutcome } from './read-outcome.ts'
import { type UrlVariant, urlVariants } from './url-variants.ts'
import { SAFE_GET } from './with-path.ts'

type Tried = UrlVariant & { status: number; kind: Outcome['kind']; exchange: Exchange }

/** Variants of the resource itself: one that passes where GET is refused shows a rule that looks at the spelling. */
const SPELLINGS = ['slash', 'case', 'single-slash', 'scheme', 'no-query']

function allowOf(tried: readonly Tried[]): string[] {
  const own = tried.filter(({ variant }) => ['get', 'head', 'options'].includes(variant))
  const values = own.flatMap(({ exchange }) => exchange.response?.headers.allow ?? [])
  return [...new Set(values.flatMap((value) => value.split(',')).map((name) => name.trim().toUpperCase()))].filter((name) =>
    /^[A-Z]+$/.test(name),
  )
}

/** What became of each variant, by its name. */
function lookUp(tried: readonly Tried[]) {
  const byName = new Map(tried.map((one) => [one.variant, one]))
  return {
    passes: (name: string) => byName.get(name)?.kind === 'passed',
    isRefused: (name: string) => byName.get(name)?.kind === 'refused',
    isMissing: (name: string) => byName.get(name)?.kind === 'hidden',
    statusOf: (name: string) => byName.get(name)?.status,
  }
}

function findingOf(method: string, tried: readonly Tried[]): MethodsFinding {
  const { passes, isRefused, isMissing, statusOf } = lookUp(tried)
  const allow = allowOf(tried)
  const getRefused = isRefused('get')
  const first = getRefused
    ? tried.find(({ variant, kind }) => kind === 'passed' && (SPELLINGS.includes(variant) || variant === 'head'))
    : undefined
  const names = (kind: Outcome['kind']) => tried.filter((one) => one.kind === kind).map(({ variant }) => variant)
  return {
    method,
    allow,
    allowKnown: allow.length > 0,
    methodAllowed: allow.length > 0 ? allow.includes(method) : undefined,
    allowed: names('passed'),
    refused: names('refused'),
    variants: tried.map((one) => ({
      variant: one.variant,
      method: one.method,
      url: redactUrl(one.url),
      status: one.status,
      passed: one.kind === 'passed',
    })),
    get: statusOf('get'),
    head: statusOf('head'),
    options: statusOf('options'),
    getAllowed: passes('get'),
    headAllowed: passes('head'),
    getRefused,
    methodMatters: method !== 'GET' && method !== 'HEAD' && passes('get'),
    flips: first !== undefined,
    variant: first?.variant,
    variantUrl: first && redactUrl(first.url),
    slashFlips: getRefused && passes('slash'),
    caseFlips: getRefused && passes('case'),
    schemeFlips: getRefused && passes('scheme'),
    queryFlips: getRefused && passes('no-query'),
    parentAllowed: passes('parent'),
    parentRefused: isRefused('parent'),
    siblingAllowed: passes('sibling'),
    siblingRefused: isRefused('sibling'),
    siblingMissing: isMissing('sibling'),
    onlyThisResource: getRefused && passes('sibling'),
  }
}

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
  ],
  async run({ as, sibling }, { probe, request, target }) {
    const variants = urlVariants(request.url, sibling).filter(({ url }) => target.allows(url))
    const exchanges = await Promise.all(variants.map(({ method, url }) => probe({ ...SAFE_GET, as, method, url })))
    const tried = variants.flatMap((variant, i) => {
      const exchange = exchanges[i]
      return exchange?.response ? [{ ...variant, status: exchange.response.status, kind: readOutcome(exchange).kind, exchange }] : []
    })
    if (tried.length === 0 && exchanges[0]) decisiveResponse(exchanges[0])
    return findingOf(request.method.toUpperCase(), tried)
  },
  line({ method, flips, variant, methodMatters, onlyThisResource, allowed, refused }) {
    if (flips) return `The resource passes asked another way: ${variant}.`
    if (methodMatters) return `GET passes; it is ${method} that is refused.`
    if (onlyThisResource) return 'Only this resource is refused: its neighbour is not.'
    return `Variants that pass: ${allowed.join(', ') || 'none'}; refused: ${refused.join(', ') || 'none'}.`
  },
})
