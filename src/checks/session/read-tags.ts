const ATTRIBUTE = /([\w:-]{1,64})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g
const TAGS = /<([a-z]{1,16})\b([^<>]{1,2048})>/gi
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
  '#43': '+',
  '#x2b': '+',
  '#61': '=',
}

/** One tag of a page with its attributes, names in lower case, entities resolved. */
export type PageTag = { tag: string; attributes: Readonly<Record<string, string | undefined>> }

function plain(value: string): string {
  return value.replace(/&(#?\w{1,6});/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single, bare]) => [
    name.toLowerCase(),
    plain(double ?? single ?? bare ?? ''),
  ])
  return Object.fromEntries(pairs)
}

/** The tags of these names in a page, in order. Reads broken HTML as far as it goes; linear. */
export function readTags(body: string, names: readonly string[]): PageTag[] {
  return [...body.matchAll(TAGS)]
    .map(([, tag = '', text = '']) => ({ tag: tag.toLowerCase(), text }))
    .filter(({ tag }) => names.includes(tag))
    .map(({ tag, text }) => ({ tag, attributes: attributesOf(text) }))
}
