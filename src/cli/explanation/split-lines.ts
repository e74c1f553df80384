/** Longest line that is kept, in characters: a string has an end, and memory too. */
const LINE_MAX = 64 * 1024 * 1024

/**
 * The lines of a text that comes in pieces, without their line ends: with each piece the lines that it completes.
 * The rest of a line over `lineMax` is dropped.
 */
export async function* splitLines(pieces: AsyncIterable<string>, lineMax = LINE_MAX): AsyncGenerator<string[]> {
  const open = { parts: [] as string[], length: 0 }
  for await (const piece of pieces) {
    const lines = piece.split('\n')
    const last = lines.pop() as string
    if (lines.length > 0) {
      lines[0] = takeOpen(open, lines[0] as string, lineMax)
      yield lines.map(withoutReturn)
    }
    addOpen(open, last, lineMax)
  }
  const rest = takeOpen(open, '', lineMax)
  if (rest !== '') yield [withoutReturn(rest)]
}

type Open = { parts: string[]; length: number }

function addOpen(open: Open, part: string, lineMax: number): void {
  if (open.length < lineMax && part !== '') open.parts.push(part.slice(0, lineMax - open.length))
  open.length += part.length
}

function takeOpen(open: Open, part: string, lineMax: number): string {
  if (open.length === 0) return part.length > lineMax ? part.slice(0, lineMax) : part
  addOpen(open, part, lineMax)
  const line = open.parts.join('')
  open.parts = []
  open.length = 0
  return line
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
