const READ_MAX = 64 * 1024

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', '#39': "'", '#x27': "'" }

/** Text without its `<tag …>…</tag>` elements; an element that is not closed takes the rest along. Linear. */
function withoutElement(text: string, tag: string): string {
  const lower = text.toLowerCase()
  let out = ''
  let at = 0
  while (at < text.length) {
    const start = lower.indexOf(`<${tag}`, at)
    if (start < 0) return out + text.slice(at)
    out += text.slice(at, start)
    const end = lower.indexOf(`</${tag}`, start)
    if (end < 0) return out
    const close = lower.indexOf('>', end)
    at = close < 0 ? text.length : close + 1
  }
  return out
}

/** What a person reads of a body, white space folded, at most `max` characters: HTML without tags, other text as it is. */
export function visibleText(body: string, max: number): string {
  const start = body.slice(0, READ_MAX)
  const isMarkup = /^\s*(?:<!doctype|<html|<head|<body|<h\d|<p\b|<title|<center|<div)/i.test(start)
  const text = isMarkup
    ? ['script', 'style', 'noscript', 'svg']
        .reduce(withoutElement, start)
        .replace(/<[^<>]{0,4096}>/g, ' ')
        .replace(/&(#?\w{1,8});/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    : start
  const folded = text.replace(/\s+/g, ' ').trim()
  return folded.length > max ? `${folded.slice(0, max - 1)}…` : folded
}
