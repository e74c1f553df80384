import { createHash } from 'node:crypto'
import { GRADED, SHOWN, type Traits } from './traits.ts'

/**
 * What a refusal looks like, as flat words: one `trait:value` for each trait, and the look-up keys of `searchFeatures`.
 * A rule is filed with the features of what was seen and of what the person made of it.
 */
export function featuresOf(traits: Traits): string[] {
  return [...plainFeatures(traits), ...searchFeatures(traits)]
}

/**
 * Keys by which candidates are looked up, rare enough for a large store. Whatever shares all graded traits but one
 * shares at least one of them: the place (any refusal there), the refusal at its target, the refusal on its route.
 */
export function searchFeatures(traits: Traits): string[] {
  const { layer, product, cause, rule, target, route } = traits
  const refusal = [layer, product, rule, cause]
  return [key('place', [target, route]), key('refusal-at-target', [...refusal, target]), key('refusal-on-route', [...refusal, route])]
}

/** Whether a feature is a look-up key, which says nothing to people. */
export function isSearchFeature(feature: string): boolean {
  return feature.startsWith('~')
}

function plainFeatures(traits: Traits): string[] {
  return [...GRADED, ...SHOWN].filter((name) => traits[name] !== '').map((name) => `${name}:${traits[name]}`)
}

function key(name: string, values: readonly string[]): string {
  return `~${name}:${createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 32)}`
}
