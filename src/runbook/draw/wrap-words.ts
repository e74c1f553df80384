/** A text in lines of at most `width` characters, broken between words, inside a word only when it is longer. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).flatMap((each) => chunks(each, width))) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines.filter(Boolean)
}

function chunks(word: string, width: number): string[] {
  const letters = [...word]
  return letters.length <= width
    ? [word]
    : Array.from({ length: Math.ceil(letters.length / width) }, (_, i) => letters.slice(i * width, (i + 1) * width).join(''))
}
