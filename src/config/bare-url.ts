const SHOWN_MAX = 300
/** A path segment that is longer is a token rather than a name. */
const SEGMENT_MAX = 80

/** A URL (or a text that should be one) for a message: without user name, password, query and fragment, long segments cut. */
export function bareUrl(text: string): string {
  const [plain = ''] = text.replace(/[\r\n\t]+/g, ' ').split(/[?#]/)
  const open = plain.replace(/\/\/[^/]*@/, '//…@').replace(/^(?:(https?):)?[\\/]*[^/\\:@[\]]*:(?!\d{0,5}(?:[/\\]|$)).*$/i, '$1://…')
  const cut = open.split('/').map((segment) => (segment.length > SEGMENT_MAX ? `${segment.slice(0, 12)}…` : segment))
  return cut.join('/').slice(0, SHOWN_MAX)
}
