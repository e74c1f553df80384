import { CSRF_RECIPES, type CsrfRecipe } from './csrf-recipes.ts'

/** What is known of the application: the words of its refusal, and the names of cookies that it sets or is sent. */
export type CsrfSigns = { text: string; cookies: readonly string[] }

/** Nothing is known. */
export const NO_SIGNS: CsrfSigns = { text: '', cookies: [] }

/** How a token was named where it was found. */
export type CsrfPlace = { source: 'form' | 'meta' | 'cookie' | 'header' | 'script' | 'endpoint'; name: string }

/** How sure a framework is: 0 by its own words, 1 by a cookie, 2 not at all. */
function rankOf({ says, sets, cookie }: CsrfRecipe, { text, cookies }: CsrfSigns): 0 | 1 | 2 {
  if (says?.test(text)) return 0
  return cookies.some((name) => (sets?.test(name) ?? false) || (!sets && (cookie?.test(name) ?? false))) ? 1 : 2
}

function ranked(recipes: readonly CsrfRecipe[], signs: CsrfSigns): CsrfRecipe[] {
  return recipes.toSorted((a, b) => rankOf(a, signs) - rankOf(b, signs))
}

/** The frameworks that words or cookies speak of, those by their words first. */
export function recipesShown(signs: CsrfSigns): CsrfRecipe[] {
  return ranked(
    CSRF_RECIPES.filter((recipe) => rankOf(recipe, signs) < 2),
    signs,
  )
}

function fits({ cookie, meta, input, field }: CsrfRecipe, { source, name }: CsrfPlace): boolean {
  if (source === 'cookie') return cookie?.test(name) ?? false
  if (source === 'meta') return meta?.test(name) ?? false
  return source === 'form' && (input?.test(name) ?? field?.toLowerCase() === name.toLowerCase())
}

/**
 * The framework that a token belongs to: of those that go by its name the surest, else, where the name says nothing
 * (`csrf-token`), whichever words or cookies speak of.
 */
export function recipeOf(place: CsrfPlace, signs: CsrfSigns): CsrfRecipe | undefined {
  const byName = CSRF_RECIPES.filter((recipe) => fits(recipe, place))
  return byName.length > 0 ? ranked(byName, signs)[0] : recipesShown(signs)[0]
}
