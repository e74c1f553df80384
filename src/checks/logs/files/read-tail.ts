import type { FileHandle } from 'node:fs/promises'
import type { PlacedLine } from '../lines/join-audit-sections.ts'

const CHUNK_BYTES = 64 * 1024
/** What is longer is cut; no refusal is told that late in a line. */
const LINE_MAX_BYTES = 64 * 1024
const NEWLINE = 0x0a

/** `lines` in written order, each keyed by where it begins; `end` is where the next look goes on. */
export type Tail = { lines: PlacedLine[]; end: number; bytesRead: number }

type Wish = {
  handle: FileHandle
  /** Bytes of the file now; what is written later is for the next look. */
  size: number
  /** Where the last look ended. */
  from: number
  maxBytes: number
  /** True for a line from which on, further back, nothing is wanted. */
  isOld(text: string): boolean
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

/** By the mark at the file's beginning (RFC 3629, 6; RFC 2781, 3.2); without one it is UTF-8, in which bytes that are none are replaced. */
async function encodingOf(handle: FileHandle): Promise<Encoding> {
  const [first, second] = await readAt(handle, 0, 2)
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

/** A line as it is read: without its end, and without the zeros that a truncated file that is still written to is filled up with. */
export function cleanLine(text: string): string {
  return text
    .replaceAll('\u0000', '')
    .replace(/^\ufeff/, '')
    .replace(/\r$/, '')
}

/** Where the first line that is surely whole has its predecessor's end: a line break, or the last of the zeros in front of it. */
function firstBoundary(data: Buffer): number {
  const at = data.indexOf(NEWLINE)
  return at < 0 ? data.lastIndexOf(0) : at
}

/** Splits what begins at `offset` into lines with their places; a last line without its end is there as well. */
function splitLines(data: Buffer, offset: number): PlacedLine[] {
  const lines: PlacedLine[] = []
  let start = 0
  while (start < data.length) {
    while (data[start] === 0) start += 1
    const at = data.indexOf(NEWLINE, start)
    const stop = at < 0 ? data.length : at
    const text = cleanLine(data.toString('utf8', start, Math.min(stop, start + LINE_MAX_BYTES)))
    if (text.trim() !== '') lines.push({ text, key: String(offset + start) })
    start = stop + 1
  }
  return lines
}

/** Two bytes a character: the whole tail at once. */
async function readWideTail({ handle, size, from, maxBytes }: Wish, encoding: Encoding): Promise<Tail> {
  const start = Math.max(from, size - maxBytes)
  const even = start - (start % 2)
  const data = await readAt(handle, even, size - even)
  const texts = new TextDecoder(encoding).decode(data).split('\n')
  const whole = even > from ? texts.slice(1) : texts
  const lines = whole.map((text, at) => ({ text: cleanLine(text).slice(0, LINE_MAX_BYTES), key: `${even} ${at}` }))
  return { lines: lines.filter(({ text }) => text.trim() !== ''), end: from, bytesRead: data.length }
}

/** Reads a file from its end backwards until a line is old, `from` is reached or `maxBytes` are read. */
export async function readTail(wish: Wish): Promise<Tail> {
  const { handle, size, from, maxBytes, isOld } = wish
  const encoding = await encodingOf(handle)
  if (encoding !== 'utf-8') return readWideTail(wish, encoding)
  const parts: PlacedLine[][] = []
  let rest: Buffer = Buffer.alloc(0)
  let position = size
  let end: number | undefined
  while (position > from && size - position < maxBytes) {
    const length = Math.min(CHUNK_BYTES, position - from, maxBytes - (size - position))
    position -= length
    const chunk = await readAt(handle, position, length)
    const data = Buffer.concat([chunk, rest])
    if (end === undefined && data.includes(NEWLINE)) end = position + data.lastIndexOf(NEWLINE) + 1
    const first = position === from ? -1 : firstBoundary(data)
    const isWhole = position === from || first >= 0
    if (isWhole) parts.push(splitLines(data.subarray(first + 1), position + first + 1))
    rest = isWhole ? data.subarray(0, Math.max(first, 0)) : data.subarray(0, LINE_MAX_BYTES)
    const oldest = isWhole ? parts.at(-1)?.[0] : undefined
    if (oldest && isOld(oldest.text)) break
  }
  return { lines: parts.toReversed().flat(), end: end ?? from, bytesRead: size - position }
}
