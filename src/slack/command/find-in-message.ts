import { isHttpUrl } from './parse-command.ts'
import { parseCurl } from './parse-curl.ts'
import { readSlackText } from './slack-text.ts'

/** What a message holds that can be asked about: a URL or curl command, a response, and its text for a note. */
export type FoundInMessage = { request?: string; response?: string; text: string }

const TEXT_MAX = 20_000
const DEPTH_MAX = 12

/** Finds requests and responses in a message of any shape: its text, blocks and attachments. Never throws. */
export function findInMessage(message: unknown): FoundInMessage {
  const text = messageText(message)
    .slice(0, TEXT_MAX)
    .replace(/\n?```\n?/g, '\n```\n')
    .trim()
  const response = findResponse(text)
  const url = findUrl(response === undefined ? text : text.replace(response, ' ')) ?? findUrl(text)
  const curl = findCurl(text)
  const request = curl !== undefined && (url === undefined || isCommand(curl)) ? curl : url
  return { text: text.replace(/^```$\n?/gm, '').trim(), ...(request ? { request } : {}), ...(response ? { response } : {}) }
}

/** The words of a message: its text, or else what its blocks say, then its attachments. */
export function messageText(message: unknown): string {
  if (typeof message !== 'object' || message === null) return ''
  const { text, blocks, attachments } = message as { text?: unknown; blocks?: unknown; attachments?: unknown }
  const own = typeof text === 'string' && text.trim() !== '' ? readSlackText(text) : collect(blocks, 0).join('')
  return [own, ...collect(attachments, 0)].filter((part) => part.trim() !== '').join('\n')
}

/** Texts anywhere in blocks or attachments, in order; links by their URL. */
function collect(value: unknown, depth: number): string[] {
  if (depth > DEPTH_MAX || typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((one) => collect(one, depth + 1))
  const node = value as Record<string, unknown>
  if (node.type === 'link' && typeof node.url === 'string') return [node.url]
  const words = ['pretext', 'title', 'title_link', 'text', 'value'].flatMap((key) => {
    const part = node[key]
    return typeof part === 'string' ? [readSlackText(part)] : collect(part, depth + 1)
  })
  const inner = ['elements', 'fields', 'blocks'].flatMap((key) => collect(node[key], depth + 1))
  const isLine = node.type === 'rich_text_section' || node.type === 'rich_text_preformatted' || node.type === 'section'
  return isLine ? [...words, ...inner, '\n'] : [...words, ...inner]
}

/** From the word curl to the end of its command: lines joined by a backslash, or quotes that are still open. */
function findCurl(text: string): string | undefined {
  const start = /(?:^|[\s`$#>])(curl\s)/i.exec(text)
  if (!start) return undefined
  const from = start.index + start[0].length - (start[1]?.length ?? 0)
  let command = ''
  for (const line of text.slice(from).split('\n')) {
    const closed = line.split('```')[0] ?? ''
    command += command === '' ? closed : `\n${closed}`
    if (closed.length < line.length || !(/\\\s*$/.test(closed) || hasOpenQuote(command))) break
  }
  return command.replace(/`+\s*$/, '').trim()
}

/** A command has flags or can be read; "curl says 403 on https://…" is prose, which names a URL. */
function isCommand(curl: string): boolean {
  return /\s--?[a-z]/i.test(curl) || !('found' in parseCurl(curl))
}

function hasOpenQuote(command: string): boolean {
  const bare = command.replace(/\\./g, '')
  return (bare.match(/'/g) ?? []).length % 2 === 1 || (bare.match(/"/g) ?? []).length % 2 === 1
}

/** From the status line of a response (curl -i, or -v with its "<") to the end of its fence. */
function findResponse(text: string): string | undefined {
  const start = /^(?:[*>] .*\n)*(?:< ?)?HTTP\/\d(?:\.\d)? \d{3}\b/m.exec(text)
  return start ? text.slice(start.index).split('```')[0]?.trim() : undefined
}

function findUrl(text: string): string | undefined {
  for (const [word] of text.matchAll(/https?:\/\/[^\s<>"'`|\\^{}]+/gi)) {
    const url = word.replace(/[.,;:!?)\]]+$/, '')
    if (isHttpUrl(url)) return url
  }
  return undefined
}
