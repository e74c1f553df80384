import { redactUrl } from '../../redaction/redact-url.ts'
import type { Outcome } from '../read-outcome.ts'
import type { Confirmed } from './confirm-variants.ts'
import type { MethodsFinding } from './methods-finding.ts'
import { isSameResource, type TriedVariant } from './tried-variant.ts'

function allowOf(tried: readonly TriedVariant[]): string[] {
  const own = tried.filter(({ variant }) => ['get', 'head', 'options'].includes(variant))
  const values = own.flatMap(({ exchange }) => exchange.response?.headers.allow ?? [])
  return [...new Set(values.flatMap((value) => value.split(',')).map((name) => name.trim().toUpperCase()))].filter((name) =>
    /^[A-Z]+$/.test(name),
  )
}

/** What became of each variant, by its name. */
function lookUp(tried: readonly TriedVariant[]) {
  const byName = new Map(tried.map((one) => [one.variant, one]))
  return {
    passes: (name: string) => byName.get(name)?.kind === 'passed',
    isRefused: (name: string) => byName.get(name)?.kind === 'refused',
    isMissing: (name: string) => byName.get(name)?.kind === 'hidden',
    statusOf: (name: string) => byName.get(name)?.status,
  }
}

/** What the answers amount to. Where they change from call to call no variant decides. */
export function judgeVariants(method: string, tried: readonly TriedVariant[], { steadiness, changes }: Confirmed): MethodsFinding {
  const { passes, isRefused, isMissing, statusOf } = lookUp(tried)
  const allow = allowOf(tried)
  const getRefused = isRefused('get')
  const decides = getRefused && steadiness === 'steady'
  const first = decides ? tried.find((one) => one.kind === 'passed' && isSameResource(one)) : undefined
  const names = (kind: Outcome['kind']) => tried.filter((one) => one.kind === kind).map(({ variant }) => variant)
  return {
    method,
    allow,
    allowKnown: allow.length > 0,
    methodAllowed: allow.length > 0 ? allow.includes(method) : undefined,
    allowed: names('passed'),
    refused: names('refused'),
    unstable: steadiness === 'unstable',
    turned: steadiness === 'turned',
    changes,
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
    slashFlips: decides && passes('slash'),
    caseFlips: decides && passes('case'),
    schemeFlips: decides && passes('scheme'),
    queryFlips: decides && passes('no-query'),
    parentAllowed: passes('parent'),
    parentRefused: isRefused('parent'),
    siblingAllowed: passes('sibling'),
    siblingRefused: isRefused('sibling'),
    siblingMissing: isMissing('sibling'),
    onlyThisResource: decides && passes('sibling'),
  }
}
