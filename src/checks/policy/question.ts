import type { Scope } from '../../expression/scope.ts'
import type { CheckContext } from '../check.ts'
import { type Rendered, renderJson, renderText, renderUrl, wholeValue } from '../sources/render-json.ts'

/**
 * One identity's question to one engine. A field of `json` that is missing is left out, and noted so that the decision can tell
 * it; a `text` or `url` that lacks something would ask about somebody or something else, so it is not asked.
 */
export type Question = {
  as: string
  scope: Scope
  context: CheckContext
  missing: ReadonlySet<string>
  /** @throws CheckFailed (`invalid`) where a template is no CEL */
  json(value: unknown): unknown
  /** @throws CheckFailed (`invalid`) where a template is no CEL or lacks its value */
  text(template: string): string
  /** The same; what is filled in is percent-encoded. */
  url(template: string): string
}

/** A question over `scope`, the scope of the identity `as`. */
export function createQuestion(context: CheckContext, as: string, scope: Scope): Question {
  const missing = new Set<string>()
  const noted = ({ value, missing: paths }: Rendered) => {
    for (const path of paths) missing.add(path)
    return value
  }
  return {
    as,
    scope,
    context,
    missing,
    json: (value) => noted(renderJson(value, scope)),
    text: (template) => wholeValue(renderText(template, scope)),
    url: (template) => wholeValue(renderUrl(template, scope)),
  }
}
