/** Where `mark` stands next at or behind `from`; the end of the text when it stands nowhere. */
export function indexOrEnd(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at
}
