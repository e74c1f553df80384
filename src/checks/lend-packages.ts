import { registerHooks } from 'node:module'

type Resolve = Parameters<typeof registerHooks>[0]['resolve']

/** The modules that may borrow, by URL: custom checks, and the files beside them that they import. */
const borrowers = new Set<string>()
let isLending = false

/**
 * Lets `modules` (URLs) and the files they import say `why403` and mean this process's own, wherever they lie; `zod` is lent
 * to those that have none of their own. Nobody else's imports change. https://nodejs.org/api/module.html#moduleregisterhooksoptions
 */
export function lendPackages(modules: readonly string[]): void {
  for (const module of modules) borrowers.add(module)
  if (isLending || modules.length === 0) return
  isLending = true
  registerHooks({ resolve })
}

const resolve: NonNullable<Resolve> = (specifier, context, next) => {
  // A check that is reached through a link is known by the address that the link leads to.
  if (!borrowers.has(context.parentURL ?? '') && !borrowers.has(specifier)) return next(specifier, context)
  if (specifier === 'why403') return ours(specifier)
  try {
    const found = next(specifier, context)
    if (found.url.startsWith('file:') && !found.url.includes('/node_modules/')) borrowers.add(found.url)
    return found
  } catch (error) {
    if (isZod(specifier) && isNotFound(error)) return ours(specifier)
    throw error
  }
}

/** As this file itself would find it: in a checkout `why403` is its sources, in the package its JavaScript. */
function ours(specifier: string) {
  return { url: import.meta.resolve(specifier), shortCircuit: true }
}

function isZod(specifier: string): boolean {
  return specifier === 'zod' || specifier.startsWith('zod/')
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(ERR_)?MODULE_NOT_FOUND$/.test(String(error.code))
}
