/** A field's name, then its other header lines, an empty line and its value up to the next boundary (RFC 7578). */
const FIELD =
  /(content-disposition:[ \t]{0,4}form-data;[ \t]{0,4}name="?([^"\r\n;]{1,64})"?[^\r\n]{0,512}(?:\r?\n[^\r\n]{1,512}){0,4}\r?\n\r?\n)((?:(?!\r?\n--)[\s\S]){0,65536})/gi

/** Name and value of each part of a multipart/form-data body. Linear. */
export function multipartFields(body: string): [name: string, value: string][] {
  return [...body.matchAll(FIELD)].map(([, , name = '', value = '']) => [name, value])
}

/** The body with each part's value as `replace` makes it of its name and value. Linear. */
export function replaceMultipart(body: string, replace: (name: string, value: string) => string): string {
  return body.replace(FIELD, (_, lead: string, name: string, value: string) => `${lead}${replace(name, value)}`)
}
