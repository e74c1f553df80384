import { redactText } from '../../redaction/redact-text.ts'
import { REDACTED } from '../../redaction/redacted.ts'
import { isSensitiveHeader } from '../../redaction/sensitive-name.ts'

/** curl's flags whose value is a credential. */
const CREDENTIAL_FLAG = /((?:^|\s)(?:-[a-zA-Z]*[ub]|--user|--cookie|--oauth2-bearer|--proxy-user|-U))(?:\s+|=)?('[^']*'|"[^"]*"|[^\s'"]+)/g

/** `Name: value` up to the quote or line that ends it. */
const HEADER = /([\w-]+)(:\s*)[^'"\n]+/g

/** A message's request as a form may show it again: credentials removed, all else as it was. */
export function hideSecrets(text: string): string {
  const shown = redactText(text)
  if (!/^\s*[`$]*\s*curl\s/i.test(text)) return shown
  const hideValue = (whole: string, name: string, colon: string) =>
    isSensitiveHeader(name.toLowerCase()) ? `${name}${colon}${REDACTED}` : whole
  return shown.replace(CREDENTIAL_FLAG, `$1 ${REDACTED}`).replace(HEADER, hideValue)
}
