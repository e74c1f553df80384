import type { MrkdwnElement, PlainTextElement } from '@slack/types'

const ELLIPSIS = '…'
const ZERO_WIDTH = '\u200b'
/** Markup makes text longer than what is shown of it; what lies beyond this would be clipped anyway. */
const READ_FACTOR = 4

/** The first `max` UTF-16 units of `text`, "…" at the end when it was longer; never half of a surrogate pair. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  let cut = text.slice(0, Math.max(0, max - 1))
  if (/[\uD800-\uDBFF]$/.test(cut)) cut = cut.slice(0, -1)
  return cut + ELLIPSIS
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Escapes `&`, `<`, `>`, so that the text can neither ping nor link. https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char)
}

/**
 * Foreign text for mrkdwn, at most `max` characters after escaping: no ping, no link, no formatting. A zero-width space
 * disarms `*`, `_` and `~` at the edges of words and every backtick; inside words they are harmless and stay copyable.
 */
export function mrkdwn(text: string, max: number): string {
  const disarmed = printable(text).replace(
    /(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`/gu,
    (char) => `${ZERO_WIDTH}${char}${ZERO_WIDTH}`,
  )
  return clipEscaped(disarmed, max)
}

/** Foreign text as a code span on one line, at most `max` characters in all. */
export function codeSpan(text: string, max: number): string {
  const line = printable(text).replace(/\s+/g, ' ').replaceAll('`', 'ˋ').trim()
  return `\`${clipEscaped(line, max - 2) || ' '}\``
}

/** Foreign text as a code block, at most `max` characters in all; only three backticks in a row could end it early. */
export function codeBlock(text: string, max: number): string {
  const held = printable(text).replace(/`{3,}/g, (run) => 'ˋ'.repeat(run.length))
  return `\`\`\`\n${clipEscaped(held, max - 8)}\n\`\`\``
}

/**
 * Markdown of a runbook as mrkdwn, at most `max` characters: `**bold**`, `code`, code blocks and lists survive, links become their
 * text. What a target said may stand in it, so nothing in it can link or ping.
 */
export function markdownText(markdown: string, max: number): string {
  const plain = printable(markdown.slice(0, READ_FACTOR * max))
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*[-*+]\s+/gm, '• ')
    .replace(/^#{1,6}\s+/gm, '')
  const parts = plain.split(/(```[^`]+```|`[^`\n]+`|\*\*[^*\n]+\*\*)/)
  let out = ''
  for (const [index, part] of parts.entries()) {
    const room = max - ELLIPSIS.length - out.length
    if (room < 12) return out.trimEnd() + (out.endsWith(ELLIPSIS) || part === '' ? '' : ELLIPSIS)
    if (index % 2 === 0) out += mrkdwn(part.replace(/```[a-z]*\n?/g, ''), room)
    else if (part.startsWith('```'))
      out += codeBlock(
        part
          .slice(3, -3)
          .replace(/^[a-z]*\n/, '')
          .trimEnd(),
        room,
      )
    else if (part.startsWith('`')) out += codeSpan(part.slice(1, -1), room)
    else out += `*${mrkdwn(part.slice(2, -2), room - 2)}*`
  }
  return out.trim()
}

/** Plain text object: no markup is read in it. Never empty, since Slack refuses that. */
export function plain(text: string, max: number): PlainTextElement {
  const line = printable(text).replace(/<(?=[!@#])/g, `<${ZERO_WIDTH}`)
  return { type: 'plain_text', text: clip(line, max).trim() || '-', emoji: false }
}

/** Mrkdwn object of text that is escaped already; `verbatim` keeps Slack from finding links and names in it by itself. */
export function marked(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: text.trim() || '-', verbatim: true }
}

function clipEscaped(text: string, max: number): string {
  const escaped = escapeText(text)
  if (escaped.length <= max) return escaped
  let out = ''
  for (const char of text) {
    const next = escapeText(char)
    if (out.length + next.length > max - 1) break
    out += next
  }
  return out + ELLIPSIS
}

/** Control characters and marks that reorder text are removed, so that what is read is what was said. */
function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, (char) => (char === '\n' || char === '\t' ? char : ''))
}
