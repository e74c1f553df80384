/**
 * Slack's markup, read as Slack reads it. A tree of plain objects: nothing in it is HTML.
 * docs.slack.dev/messaging/formatting-message-text
 * @typedef {{ type: string, text?: string, url?: string, id?: string, children?: Node[] }} Node
 */

const EDGE = '[\\p{L}\\p{N}]'
const INLINE = new RegExp(
  [
    '`(?<code>[^`\\n]+)`',
    '<(?<angle>[^<>\\n]+)>',
    `(?<!${EDGE}|\\*)\\*(?<bold>[^\\s*](?:[^*\\n]*[^\\s*])?)\\*(?!${EDGE}|\\*)`,
    `(?<!${EDGE}|_)_(?<italic>[^\\s_](?:[^\\n]*?[^\\s_])?)_(?!${EDGE}|_)`,
    `(?<!${EDGE}|~)~(?<strike>[^\\s~](?:[^~\\n]*[^\\s~])?)~(?!${EDGE}|~)`,
    ':(?<emoji>[a-z0-9_+-]+):',
    '(?<bare>https?://[^\\s<>|]+[^\\s<>|.,;:!?)\\]}\'"])',
  ].join('|'),
  'gu',
)

/** @param {string} text @returns {string} entities as the characters they stand for */
function unescapeText(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** @param {string} text @param {{ verbatim?: boolean }} [how] `verbatim`: bare addresses stay text @returns {Node[]} */
export function parseMrkdwn(text, how = {}) {
  return text.split(/```\n?([\s\S]+?)\n?```\n?/).flatMap((part, index) => {
    if (index % 2 === 1)
      return [{ type: 'pre', text: unescapeText(part.replace(/<([^<>|\n]+)(?:\|([^<>\n]*))?>/g, (_, url, label) => label || url)) }]
    return part === '' ? [] : parseLines(part, how)
  })
}

function parseLines(text, how) {
  const nodes = []
  for (const line of text.split('\n')) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line)
    const type = quoted ? 'quote' : 'paragraph'
    const last = nodes.at(-1)
    const children = parseInline(quoted ? quoted[1] : line, how)
    if (last?.type === type) last.children.push({ type: 'text', text: '\n' }, ...children)
    else nodes.push({ type, children })
  }
  return nodes
}

/** @returns {Node[]} */
function parseInline(text, how = {}) {
  const nodes = []
  let end = 0
  for (const found of text.matchAll(INLINE)) {
    const node = nodeOf(found.groups, how)
    if (!node) continue
    if (found.index > end) nodes.push(textNode(text.slice(end, found.index)))
    nodes.push(node)
    end = found.index + found[0].length
  }
  if (end < text.length) nodes.push(textNode(text.slice(end)))
  return nodes
}

const textNode = (text) => ({ type: 'text', text: unescapeText(text) })

function nodeOf({ code, angle, bold, italic, strike, emoji, bare }, how) {
  if (code) return { type: 'code', text: unescapeText(code.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, url, label) => label || url)) }
  if (angle) return angleNode(angle)
  if (bold) return { type: 'bold', children: parseInline(bold, how) }
  if (italic) return { type: 'italic', children: parseInline(italic, how) }
  if (strike) return { type: 'strike', children: parseInline(strike, how) }
  if (emoji) return { type: 'emoji', text: emoji }
  return bare && !how.verbatim ? linkNode(bare) : null
}

function angleNode(inner) {
  const [head = '', label] = inner.split(/\|(.*)/s)
  if (/^@[UW]/.test(head)) return { type: 'user', id: head.slice(1), text: label }
  if (/^#[CG]/.test(head)) return { type: 'channel', id: head.slice(1), text: label }
  if (head.startsWith('!subteam^')) return { type: 'group', id: head.slice(9), text: label }
  if (head.startsWith('!date^')) return { type: 'text', text: unescapeText(label ?? '') }
  if (head.startsWith('!')) return { type: 'special', text: head.slice(1) }
  return /^(https?:|mailto:)/i.test(head) ? linkNode(head, label) : { type: 'text', text: unescapeText(`<${inner}>`) }
}

function linkNode(url, label) {
  return { type: 'link', url: unescapeText(url), text: unescapeText(label || url) }
}
