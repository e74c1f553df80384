import { redactReference } from './redact-reference.ts'
import { redactText } from './redact-text.ts'

/** A URL or absolute path without userinfo, secret parameters and tokens; what is neither goes through `redactText`. */
export function redactUrl(url: string): string {
  return URL.canParse(url) || /^\/\S*$/.test(url) ? redactReference(url) : redactText(url)
}
