import { StringDecoder } from 'node:string_decoder'

/** Longest line that is kept, in characters: a HAR in one line is long, a string has an end. */
const LINE_MAX = 256 * 1024 * 1024

/** The lines of a byte stream as UTF-8, without their line ends, one at a time; the rest of a line over `LINE_MAX` is dropped. */
export async function* splitLines(stream: AsyncIterable<Buffer | string>, lineMax = LINE_MAX): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let pieces: string[] = []
  let length = 0
  for await (const chunk of stream) {
    const parts = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n')
    for (const [index, part] of parts.entries()) {
      if (index > 0) {
        yield joinLine(pieces)
        pieces = []
        length = 0
      }
      if (length < lineMax) pieces.push(part.slice(0, lineMax - length))
      length += part.length
    }
  }
  pieces.push(decoder.end())
  const last = joinLine(pieces)
  if (last !== '') yield last
}

function joinLine(pieces: readonly string[]): string {
  const line = pieces.join('')
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
