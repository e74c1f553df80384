import { hasDotSegments } from '../../config/url-prefix.ts'
import { type CompiledCel, compileCel } from '../../expression/compile-cel.ts'
import type { ExpressionError } from '../../expression/explain-syntax-error.ts'
import { jsonValue } from '../../expression/json-value.ts'
import { hasPath, type Scope } from '../../expression/scope.ts'
import { parseTemplate } from '../../expression/template.ts'
import { CheckFailed } from '../check-failed.ts'

/** A rendered value, and the dotted paths that its templates ask for and the scope lacks: what it says rests on less than it should. */
export type Rendered<T = unknown> = { value: T; missing: string[] }

const ALONE = /^\s*\{\{([\s\S]*)\}\}\s*$/

function fault(text: string, { found, expected }: ExpressionError): CheckFailed {
  return new CheckFailed('invalid', `the template ${JSON.stringify(text.slice(0, 120))} has ${found}, expected ${expected}`)
}

/**
 * A text with its templates filled in, each value spelled by `spell`; what is missing reads `unknown`.
 * @throws CheckFailed (`invalid`) where a template is no CEL
 */
export function renderText(text: string, scope: Scope, spell?: (value: string) => string): Rendered<string> {
  const template = parseTemplate(text)
  if ('error' in template) throw fault(text, template.error)
  const untested = template.reads.filter(({ path, tested }) => !tested && !hasPath(scope, path))
  const tested = new Set(template.reads.filter((read) => read.tested).map(({ path }) => path.join('.')))
  const missing = untested.map(({ path }) => path.join('.')).filter((path) => !tested.has(path))
  return { value: template.render(scope, Infinity, spell), missing: [...new Set(missing)] }
}

/**
 * The same for a URL: what is filled in is percent-encoded, so that it stays within its place; dots that would lead to another
 * path are refused, since no encoding hides them. @throws CheckFailed (`invalid`, `refused`)
 */
export function renderUrl(text: string, scope: Scope): Rendered<string> {
  const rendered = renderText(text, scope, (value) => encodeURIComponent(value.toWellFormed()))
  const path = rendered.value.replace(/^https?:\/\//i, '').replace(/[?#].*$/s, '')
  if (hasDotSegments(path)) throw new CheckFailed('refused', 'what its URL is filled with leads to another path of the service')
  return rendered
}

/**
 * The value, where nothing that it is made of is missing: without, a service would be asked about somebody or something else.
 * @throws CheckFailed (`invalid`) with what is not known
 */
export function wholeValue<T>({ value, missing }: Rendered<T>): T {
  if (missing.length === 0) return value
  throw new CheckFailed('invalid', `it cannot be asked, since ${missing.join(', ')} is not known`)
}

/** The expression of a text that is one template alone. */
export function templateAlone(text: string): CompiledCel | undefined {
  const inner = ALONE.exec(text)?.[1]
  const cel = inner === undefined ? undefined : compileCel(inner)
  return cel && 'error' in cel ? undefined : cel
}

/** A text that is one template alone keeps the type of its value; where that is missing, there is none. */
function renderLeaf(text: string, scope: Scope): Rendered {
  const cel = templateAlone(text)
  if (!cel) return renderText(text, scope)
  const result = cel.run(scope)
  if (result.kind === 'value') return { value: jsonValue(result.value), missing: [] }
  if (result.kind === 'missing') return { value: undefined, missing: result.missing }
  throw new CheckFailed('invalid', `the template ${JSON.stringify(text.slice(0, 120))} gives nothing: ${result.error}`)
}

function renderObject(value: object, scope: Scope): Rendered {
  const fields = Object.entries(value).map(([name, inner]) => [name, renderJson(inner, scope)] as const)
  const present = fields.filter(([, { value }]) => value !== undefined)
  return {
    value: Object.fromEntries(present.map(([name, { value }]) => [name, value])),
    missing: [...new Set(fields.flatMap(([, { missing }]) => missing))],
  }
}

/**
 * A JSON value with every text in it rendered. A text that is one template alone keeps the type of its value (`"{{ token.roles }}"`
 * becomes a list); a field or item whose value is missing is left out, as a service would, and named in `missing`.
 * @throws CheckFailed (`invalid`) where a template is no CEL
 */
export function renderJson(value: unknown, scope: Scope): Rendered {
  if (typeof value === 'string') return renderLeaf(value, scope)
  if (typeof value !== 'object' || value === null) return { value, missing: [] }
  if (!Array.isArray(value)) return renderObject(value, scope)
  const items = value.map((item) => renderJson(item, scope))
  return {
    value: items.flatMap(({ value }) => (value === undefined ? [] : [value])),
    missing: [...new Set(items.flatMap(({ missing }) => missing))],
  }
}
