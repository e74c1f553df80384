import { redactText } from '../redaction/redact-text.ts'

const QUOTE_MAX = 180
/** None are known here; one list, so that what is prepared for it is kept. */
const NO_SECRETS: readonly string[] = []

/** A short quote of an answer, without markup and secrets. */
export function quote(text: string): string {
  const bare = text.includes('<') ? text.replace(/<[^<>]{0,300}>/g, ' ').replace(/\s+/g, ' ') : text
  return redactText(bare.trim() || text.trim(), NO_SECRETS).slice(0, QUOTE_MAX)
}
