type Node = Readonly<Record<string, unknown>>
type Limit = readonly [path: string, max: number, min?: number]

/** Slack's limits as its own documents tell them, written down apart from the code under test: sizes by element type. */
const LIMITS: Readonly<Record<string, readonly Limit[]>> = {
  header: [['text.text', 150]],
  section: [['text.text', 3000]],
  context: [['elements', 10]],
  actions: [['elements', 25]],
  button: [
    ['text.text', 75],
    ['value', 2000],
  ],
  overflow: [['options', 5, 2]],
  static_select: [
    ['options', 100],
    ['placeholder.text', 150],
  ],
  plain_text_input: [['initial_value', 3000]],
  modal: [
    ['title.text', 24],
    ['submit.text', 24],
    ['close.text', 24],
    ['private_metadata', 3000],
    ['blocks', 100],
  ],
  home: [['blocks', 100]],
}
const OPTION: readonly Limit[] = [
  ['text.text', 75],
  ['value', 150],
]
const CONFIRM: readonly Limit[] = [
  ['title.text', 100],
  ['text.text', 300],
  ['confirm.text', 30],
  ['deny.text', 30],
]
const ANY: readonly Limit[] = [
  ['action_id', 255],
  ['block_id', 255],
]

/** Every limit that a tree of blocks or a view breaks, as words; empty when it keeps them all. */
export function brokenLimits(root: unknown): string[] {
  if (Array.isArray(root)) return root.flatMap(brokenLimits)
  if (typeof root !== 'object' || root === null) return []
  const node = root as Node
  const limits = [...ANY, ...(LIMITS[String(node.type)] ?? []), ...(node.confirm && node.deny ? CONFIRM : [])]
  const options = Array.isArray(node.options) ? node.options.flatMap((option) => broken(option, OPTION)) : []
  return [...broken(node, limits), ...options, ...Object.values(node).flatMap(brokenLimits)]
}

function broken(node: Node, limits: readonly Limit[]): string[] {
  return limits.flatMap(([path, max, min = 1]) => {
    const value = path.split('.').reduce<unknown>((at, key) => (at as Node | undefined)?.[key], node)
    if (typeof value !== 'string' && !Array.isArray(value)) return []
    return value.length < min || value.length > max ? [`${node.type ?? 'option'}.${path}: ${value.length} of ${min} to ${max}`] : []
  })
}

/** The characters of all texts in a message's blocks: Slack refuses about 11,300 and more. */
export function textSize(root: unknown): number {
  if (Array.isArray(root)) return root.reduce((sum: number, one) => sum + textSize(one), 0)
  if (typeof root !== 'object' || root === null) return 0
  return Object.entries(root).reduce(
    (sum, [key, value]) => sum + (key === 'text' && typeof value === 'string' ? value.length : textSize(value)),
    0,
  )
}

/** Every block_id of a message. */
export function blockIds(blocks: readonly { block_id?: string }[]): (string | undefined)[] {
  return blocks.map((block) => block.block_id)
}

/** The buttons of a message, as a person may press them. */
export function buttons(blocks: readonly unknown[]): { text: { text: string }; value: string; style?: string; confirm?: unknown }[] {
  const elements = blocks.flatMap((block) => (block as { elements?: { type: string }[] }).elements ?? [])
  return elements.filter((one) => one.type === 'button') as never
}
