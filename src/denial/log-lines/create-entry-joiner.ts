import { auditBoundary } from './formats/modsecurity-native.ts'

const VARNISH_START = /^\*{1,3} {1,4}<< (?:Request|BeReq|Session) /
const VARNISH_END = /^-{1,3} {1,4}End\b/
const LIGHTTPD_START = /\(response\.c\.\d{1,5}\) -- {1,2}(?:: Permission denied|access denied due to symlink restriction)$/
const LIGHTTPD_END = /\.c\.\d{1,5}\) (?:URI {1,12}:|--)/
/** lighttpd says which file it turns to before it says what it thinks of it. */
const LIGHTTPD_FILE_START = /\(response\.c\.\d{1,5}\) -- handling subrequest$/
const LIGHTTPD_FILE = /\(response\.c\.\d{1,5}\) (?:Path|URI|Pathinfo) {1,12}:/
/** A record that never ends is let go of. */
const ENTRY_LINES_MAX = 2_000

/** Lines of one entry while it is open; `ends` tells whether a line is its last. */
type Open = { lines: string[]; ends(line: string): boolean }

/** Puts the lines of a log together into entries as they come: a record over several lines becomes one text. */
export function createEntryJoiner(): { line(text: string): string[]; end(): string[] } {
  let open: Open | undefined
  const close = () => {
    const entry = open?.lines.join('\n')
    open = undefined
    return entry === undefined ? [] : [entry]
  }
  return {
    line(text) {
      const started = startOf(text)
      if (started) {
        const before = close()
        open = started
        return before
      }
      if (!open) return [text]
      open.lines.push(text)
      return open.ends(text) || open.lines.length >= ENTRY_LINES_MAX ? close() : []
    },
    end: close,
  }
}

function startOf(text: string): Open | undefined {
  const boundary = auditBoundary(text)
  if (boundary?.part === 'A') return { lines: [text], ends: (line) => auditBoundary(line)?.part === 'Z' }
  if (LIGHTTPD_START.test(text)) return { lines: [text], ends: (line) => LIGHTTPD_END.test(line) }
  if (LIGHTTPD_FILE_START.test(text)) return { lines: [text], ends: (line) => !LIGHTTPD_FILE.test(line) }
  return VARNISH_START.test(text) ? { lines: [text], ends: (line) => VARNISH_END.test(line) } : undefined
}

/** Whether a line begins an entry that goes on over the next lines. */
export function startsEntry(text: string): boolean {
  return startOf(text) !== undefined
}
