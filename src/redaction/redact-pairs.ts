import { replaceMultipart } from './multipart-fields.ts'
import { redactHeaderValue } from './redact-header-value.ts'
import { REDACTED } from './redacted.ts'
import { isHarmless } from './secret-value.ts'
import { isSensitiveName } from './sensitive-name.ts'
import { unquoted } from './unquoted.ts'

/** `{"name": "password", "value": "…"}` as HAR, Kubernetes and many forms' JSON have it, and the same in YAML. */
const PAIR =
  /(?<![\w.-])((?:\\?["'])?(?:name|key|field|header)(?:\\?["'])?\s{0,4}[:=]\s{0,4}(?:\\?["'])?)([\w.[\]-]{2,64})((?:\\?["'])?\s{0,4}[,;]?\s{0,64}(?:\\?["'])?val(?:ue)?(?:\\?["'])?\s{0,4}[:=]\s{0,4})("(?:[^"\\\r\n]|\\[^\r\n]){0,16384}"?|\\"(?:[^"\\\r\n]|\\[^"\r\n]){0,16384}(?:\\")?|'[^'\r\n]{0,16384}'?|[^\s"'<>&,{}\\]{1,16384})/gi

/** Text without the values of secret fields whose name stands beside the value rather than before it: pairs, and parts of a form. */
export function redactPairs(text: string): string {
  const safe = replaceMultipart(text, (name, value) => (isSensitiveName(name) && !isHarmless(value) ? REDACTED : value))
  return safe.replace(PAIR, (whole, before: string, name: string, between: string, value: string) => {
    const { open, inner, close } = unquoted(value)
    return isSensitiveName(name) ? `${before}${name}${between}${open}${redactHeaderValue(name, inner)}${close}` : whole
  })
}
