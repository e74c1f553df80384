/** A place in a file, lines and columns from 1. Columns count UTF-16 units, as editors do. */
export type Position = { line: number; column: number }

/** A file's text with `\n` line ends and no byte order mark, and where its offsets lie. */
export type SourceText = { file: string; text: string; lines: readonly string[]; positionAt(offset: number): Position }

/** Reads a text as it came from disk. Lines keep their numbers whatever their ends were. */
export function createSourceText(file: string, raw: string): SourceText {
  const text = raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const lines = text.split('\n')
  const starts: number[] = [0]
  for (const line of lines) starts.push((starts.at(-1) as number) + line.length + 1)
  return { file, text, lines, positionAt: (offset) => positionAt(starts, Math.max(0, Math.min(offset, text.length))) }
}

function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0
  let high = starts.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] as number) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (starts[low] as number) + 1 }
}
