/**
 * What a line of curl's output is. `sent`: of the request (`>`), `got`: of an answer's head (`<`), `remark`: what curl
 * says besides, `plain`: as it came. `text` is without the mark.
 */
export type CurlLine = { kind: 'sent' | 'got' | 'remark' | 'plain'; text: string }

/** Progress of a transfer without `-s`: it is drawn over and over on one line, and what follows stands right behind it. */
const PROGRESS = /^(?:\r?[\d ][\d .:kMGT-]{2,100}(?:--:--:--|\d:\d\d:\d\d) {1,6}[\d.]{1,8}[kMGT]?\r?)+/
const PROGRESS_HEAD = /^[ \t]{1,8}% Total|^[ \t]{1,40}Dload/
/** How much TLS data passed, as `curl -v` says it. */
const DATA = /^[{}] \[\d+ bytes data\]/
const REMARK = /^\*(?: |$)/
const ERROR = /^curl: \(\d+\)/
/** A body that ends without a line end has curl's next remark on its last line. */
const GLUED =
  /\* (?:Connection #\d+ to host|Closing connection|shutting down connection|Found bundle|Re-using existing|Issue another request|Hostname \S+ was found)[\s\S]*$/i

/** Sorts one line; marks and remarks count only where curl is `verbose`: in a plain answer they are the body's own. */
export function sortCurlLine(drawn: string, verbose: boolean): CurlLine {
  const line = drawn.replace(PROGRESS, '')
  if (ERROR.test(line) || PROGRESS_HEAD.test(line) || (line === '' && drawn !== '')) return { kind: 'remark', text: line }
  if (!verbose) return { kind: 'plain', text: line }
  const mark = /^([<>])(?: |$)([\s\S]*)$/.exec(line)
  if (mark) return { kind: mark[1] === '>' ? 'sent' : 'got', text: mark[2] ?? '' }
  if (REMARK.test(line) || DATA.test(line)) return { kind: 'remark', text: line }
  return { kind: 'plain', text: line.replace(GLUED, '') }
}

/** Whether a line can only come from `curl -v`, when it stands before any answer. */
export function isVerboseStart(drawn: string): boolean {
  const line = drawn.replace(PROGRESS, '')
  return REMARK.test(line) || /^[<>] /.test(line)
}
