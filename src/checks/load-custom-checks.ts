import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { Why403Error } from '../errors.ts'
import type { Check } from './check.ts'
import { lendPackages } from './lend-packages.ts'
import { CHECKS } from './registry.ts'

/** Names that conditions know already. */
const RESERVED = new Set([...Object.keys(CHECKS), 'incident', 'target', 'subject', 'identity'])

const schema = z.custom<z.ZodType>(
  (value) => value instanceof z.ZodType || (typeof value === 'object' && value !== null && '_zod' in value),
  'a zod schema',
)
const callable = z.custom<(...given: never[]) => unknown>((value) => typeof value === 'function', 'a function')

/** The shape of what a module must export as `check`; `defineCheck` makes it. */
const CheckShape = z.looseObject({
  name: z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}$/, 'a name of letters, digits and _ that begins with a small letter'),
  summary: z.string().min(1),
  input: schema,
  output: schema,
  safety: z.enum(['safe', 'needs approval']),
  timeoutMs: z.int().min(1).max(120_000),
  reads: z.enum(['nothing', 'path']),
  prefetch: z.boolean(),
  examples: z.array(z.looseObject({ name: z.string() })),
  run: callable,
  line: callable,
})

type Powers = { baseDir: string; importModule?: (url: string) => Promise<Record<string, unknown>> }

function mistake(file: string, text: string, cause?: unknown): Why403Error {
  return new Why403Error('config.invalid', `checks: ${file}: ${text}`, { cause })
}

function checkOf(file: string, module: Record<string, unknown>): Check {
  const { check } = module
  if (check === undefined) {
    const names = Object.keys(module).join(', ') || 'nothing'
    throw mistake(file, `found the exports ${names}, expected one named check: export const check = defineCheck({ … })`)
  }
  const parsed = CheckShape.safeParse(check)
  if (!parsed.success) {
    const told = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'check'}: ${issue.message}`)
    throw mistake(file, `the check does not fit: ${told.join('; ')}`)
  }
  if (RESERVED.has(parsed.data.name)) throw mistake(file, `found the name ${parsed.data.name}, expected one that is not taken`)
  return check as Check
}

function urlOf(file: string, baseDir: string): string {
  return pathToFileURL(resolve(baseDir, file)).href
}

async function importCheck(file: string, { baseDir, importModule = (url) => import(url) }: Powers): Promise<Check> {
  let module: Record<string, unknown>
  try {
    module = await importModule(urlOf(file, baseDir))
  } catch (cause) {
    throw mistake(file, `the module cannot be loaded (${cause instanceof Error ? cause.message.split('\n')[0] : 'unknown reason'})`, cause)
  }
  return checkOf(file, module)
}

/**
 * Loads the modules that why403.yaml lists under `checks`, in order; paths are relative to `baseDir`. Wherever they lie, they can
 * import `why403`, and `zod`.
 * @throws `config.invalid` with every module that cannot be loaded, does not fit or takes a name twice
 */
export async function loadCustomChecks(files: readonly string[], powers: Powers): Promise<Check[]> {
  lendPackages(files.map((file) => urlOf(file, powers.baseDir)))
  const settled = await Promise.allSettled(files.map((file) => importCheck(file, powers)))
  const failures = settled.flatMap((one) => (one.status === 'rejected' ? [String(one.reason?.message ?? one.reason)] : []))
  const checks = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const twice = checks.find((check, i) => checks.findIndex(({ name }) => name === check.name) !== i)
  if (twice) failures.push(`checks: the name ${twice.name} is taken by two modules`)
  if (failures.length > 0) throw new Why403Error('config.invalid', failures.join('\n'))
  return checks
}
