import { TextDecoder } from 'node:util'

const BOM_MAX = 4

/**
 * The text of a byte stream, piece by piece as it comes: UTF-8, or UTF-16 where the first bytes show it (Windows
 * shells redirect so). A byte order mark is left out; what is no character becomes U+FFFD.
 */
export async function* decodeText(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let first: Buffer = Buffer.alloc(0)
  for await (const piece of stream) {
    const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece
    if (decoder) yield decoder.decode(chunk, { stream: true })
    else {
      first = first.length === 0 ? chunk : Buffer.concat([first, chunk])
      if (first.length < BOM_MAX) continue
      decoder = new TextDecoder(encodingOf(first))
      yield decoder.decode(first, { stream: true })
    }
  }
  const rest = decoder ? decoder.decode() : new TextDecoder(encodingOf(first)).decode(first)
  if (rest !== '') yield rest
}

/** By byte order mark, else by the zero bytes that ASCII has in UTF-16. */
function encodingOf(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le'
  return a === 0 && b !== 0 && c === 0 && d !== 0 ? 'utf-16be' : 'utf-8'
}
