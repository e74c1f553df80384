/** A value as it was written: its opening and closing quote (perhaps escaped, perhaps missing) and what is between them. */
export function unquoted(value: string): { open: string; inner: string; close: string } {
  const open = /^\\?["']/.exec(value)?.[0] ?? ''
  const close = open !== '' && value.length >= 2 * open.length && value.endsWith(open) ? open : ''
  return { open, inner: value.slice(open.length, value.length - close.length), close }
}
