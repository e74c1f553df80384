type Part = Record<string, unknown> & { type: string }

const TOKEN = /<@([UW][A-Z0-9]+)>|<(https?:\/\/[^>|]+)(?:\|([^>]*))?>|<#(C[A-Z0-9]+)(?:\|[^>]*)?>/g

/** A stored text as the rich_text block that Slack puts into messages of people. */
export function richTextOf(text: string): Record<string, unknown> {
  const parts: Part[] = []
  let end = 0
  for (const found of text.matchAll(TOKEN)) {
    if (found.index > end) parts.push({ type: 'text', text: unescapeText(text.slice(end, found.index)) })
    parts.push(partOf(found))
    end = found.index + found[0].length
  }
  if (end < text.length) parts.push({ type: 'text', text: unescapeText(text.slice(end)) })
  return { type: 'rich_text', block_id: 'rich', elements: [{ type: 'rich_text_section', elements: parts }] }
}

function partOf([, user, url, label, channel]: RegExpExecArray): Part {
  if (user) return { type: 'user', user_id: user }
  if (channel) return { type: 'channel', channel_id: channel }
  return { type: 'link', url: unescapeText(url ?? ''), ...(label ? { text: unescapeText(label) } : {}) }
}

function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
