/** A part of a query or form as a server reads it, `+` as a blank (application/x-www-form-urlencoded); as written when it is malformed. */
export function formDecoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '))
  } catch {
    return part
  }
}
