import { keepLine, newFields, readField, unknownRequest } from './curl-block.ts'
import { readCurlFailure, tunnelStatus } from './curl-failure.ts'
import { type CurlLine, isVerboseStart, sortCurlLine } from './curl-line.ts'
import { type CurlItem, type CurlReading, closeBlock, failed, newReading, nextBlock, openBlock } from './curl-reading.ts'

/** Reads what curl printed line by line; `line` returns what has become complete, `end` the rest. Keeps no more than one answer. */
type CurlReader = { line(text: string): CurlItem[]; end(): CurlItem[] }

const STATUS_LINE = /^HTTP\/\d(?:\.\d)?[ \t]{1,9}(\d{3})\b([\s\S]*)$/i
/** A status line at the end of another: the body before it had no line end. */
const STATUS_END = /HTTP\/\d(?:\.\d)?\s{1,3}\d{3}(?: [A-Za-z' -]{0,40})?$/
const REQUEST_LINE = /^([A-Z]{3,10}) (\S{1,8000})( HTTP\/\d(?:\.\d)?)?$/

/** So many head lines are kept for comparison. */
const GOT_MAX = 1_000

/**
 * Reads what `curl -i` or `curl -v` printed, as pasted. A redirect that was followed is the way to the answer behind it;
 * interim (1xx) answers, a proxy's answer to CONNECT and the questions of Digest, NTLM and Negotiate are left out.
 * Several transfers are several exchanges. Empty when there is neither an answer nor a failure.
 */
export function readCurl(text: string): CurlItem[] {
  const reader = createCurlReader()
  const lines = text.split(/\r\n|\r|\n/)
  return [...lines.flatMap((line) => reader.line(line)), ...reader.end()]
}

/** A reader for output that comes line by line, without line ends. */
export function createCurlReader(): CurlReader {
  const reading = newReading()
  return {
    line(text) {
      reading.number += 1
      if (reading.part === 'start' && isVerboseStart(text)) reading.verbose = true
      const line = sortCurlLine(text, reading.verbose)
      return [...settleDoubt(reading, line), ...readLine(reading, line)]
    },
    end: () => [...settleDoubt(reading), ...(reading.block ? closeBlock(reading) : failed(reading))],
  }
}

function readLine(reading: CurlReading, line: CurlLine): CurlItem[] {
  switch (line.kind) {
    case 'remark':
      readRemark(reading, line.text)
      return []
    case 'sent':
      readRequest(reading, line.text)
      return []
    case 'got':
      return readHead(reading, line)
    case 'plain':
      return readPlain(reading, line)
    default:
      return line.kind satisfies never
  }
}

function readRemark(reading: CurlReading, text: string): void {
  if (/^\* (?:SSL|TLS|ALPN|\(\d+\) \(?(?:IN|OUT))/.test(text)) reading.tls = true
  else if (/^\* (?:Connected to|Established connection)/.test(text)) reading.tls ??= false
  reading.failure = readCurlFailure(text) ?? reading.failure
  const status = tunnelStatus(text)
  if (status !== undefined && !reading.block)
    openBlock(reading, { status, reason: '', request: { ...unknownRequest(), method: 'CONNECT' }, line: reading.number })
}

function readRequest(reading: CurlReading, text: string): void {
  const start = REQUEST_LINE.exec(text)
  if (start) {
    const [, method = '', target = ''] = start
    const url = method === 'CONNECT' ? `https://${target}` : target
    reading.request = { method, url, headers: newFields() }
    reading.part = 'request'
    return
  }
  const { request, part } = reading
  if (!request || part !== 'request') return
  readField(request.headers, text)
  const host = request.headers.host?.[0]
  if (host && request.url.startsWith('/')) request.url = `${reading.tls === false ? 'http' : 'https'}://${host}${request.url}`
}

/** A line of an answer's head that is marked as such. */
function readHead(reading: CurlReading, { text }: CurlLine): CurlItem[] {
  if (reading.got.size < GOT_MAX) reading.got.add(text.trim())
  const status = STATUS_LINE.exec(text.trim())
  if (status) return nextBlock(reading, status)
  if (reading.block && reading.part === 'head') {
    if (!readField(reading.block.headers, text)) reading.part = 'body'
  }
  return []
}

/** A line without a mark: a head of `curl -i`, a body, or with `-i` and `-v` together the head a second time. */
function readPlain(reading: CurlReading, { text }: CurlLine): CurlItem[] {
  const { block, part, verbose } = reading
  const bare = text.trim()
  if (verbose && block && isCopy(reading, bare)) return []
  const startsRequest = part === 'start' && REQUEST_LINE.exec(bare)?.[3] !== undefined
  if (!verbose && (startsRequest || (part === 'request' && !bare.startsWith('HTTP/')))) readRequest(reading, bare)
  const mayBegin = !(verbose && block)
  const inBody = mayBegin && block && part === 'body' ? text.search(STATUS_END) : -1
  if (inBody >= 0) {
    reading.doubtful = { before: text.slice(0, inBody), status: text.slice(inBody), line: reading.number }
    return []
  }
  const status = mayBegin ? STATUS_LINE.exec(text) : null
  if (status) return nextBlock(reading, status)
  if (!block || (reading.part === 'head' && bare !== '' && readField(block.headers, text))) return []
  const endsHead = reading.part === 'head' && bare === ''
  reading.part = 'body'
  if (!endsHead) keepLine(block, text)
  return []
}

/** A page may quote a status line: it begins an answer only where a field or the end of a head stands behind it. */
function settleDoubt(reading: CurlReading, next?: CurlLine): CurlItem[] {
  const { doubtful, block } = reading
  if (doubtful === undefined) return []
  reading.doubtful = undefined
  const status = STATUS_LINE.exec(doubtful.status)
  const isHead = next?.kind === 'plain' && (next.text.trim() === '' || readField(newFields(), next.text))
  if (block) keepLine(block, status && isHead ? doubtful.before : `${doubtful.before}${doubtful.status}`)
  return status && isHead ? nextBlock(reading, status, doubtful.line) : []
}

/** Whether a line of `-i` repeats what `-v` has shown: right behind it, or as a whole head behind everything else. */
function isCopy(reading: CurlReading, bare: string): boolean {
  const { block, part, got } = reading
  if (bare !== '' && got.has(bare) && STATUS_LINE.test(bare) && block) {
    block.body = []
    block.kept = 0
    if (part !== 'head') reading.part = 'copy'
    return true
  }
  if (part === 'head') return bare !== '' && got.has(bare)
  if (part !== 'copy') return false
  if (bare === '') reading.part = 'body'
  return true
}
