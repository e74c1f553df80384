const LINE_END = 10

/** Tells the line of a place in a text of UTF-8 that comes in pieces; it counts from 1, each byte is looked at once. */
export type LineCounter = { open(piece: Uint8Array<ArrayBuffer>): void; at(offset: number): number; atEnd(): number }

/** A counter at the beginning of a text. Offsets are in bytes from there and must not go back. */
export function createLineCounter(): LineCounter {
  let bytes = new Uint8Array()
  let start = 0
  let counted = 0
  let line = 1
  const countTo = (end: number) => {
    for (let found = bytes.indexOf(LINE_END, counted); found >= 0 && found < end; found = bytes.indexOf(LINE_END, counted)) {
      line += 1
      counted = found + 1
    }
    counted = Math.max(counted, end)
  }
  return {
    open(next: Uint8Array<ArrayBuffer>) {
      countTo(bytes.length)
      start += bytes.length
      bytes = next
      counted = 0
    },
    at(offset: number) {
      countTo(offset - start)
      return line
    },
    atEnd() {
      countTo(bytes.length)
      return line
    },
  }
}
