import type { Exchange, HeaderFields, Hop } from '../exchange.ts'

type Block = { status: number; headers: HeaderFields; body: string[] }
type Request = { method: string; url: string; headers: HeaderFields }

const STATUS_LINE = /^HTTP\/\d(?:\.\d)?\s+(\d{3})\b/i
const REQUEST_LINE = /^([A-Z]{3,10}) (\S{1,8000})(?: HTTP\/\d(?:\.\d)?)?$/
const FIELD = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):([\s\S]*)$/
/** What curl -v says besides: remarks, progress, TLS data. */
const NOISE = /^(?:\* |\*$|[{}] \[|[ \t]{1,8}% Total|[ \t]{1,40}Dload|[ \d][ \d.:kMGT-]{2,100}--:--:--)/

/**
 * Reads what `curl -i` or `curl -v` printed, as pasted: several answers in a row are redirects on the way to the last.
 * Interim (1xx) answers and a proxy's "200 Connection established" are left out. Null when no status line is there.
 */
export function readCurl(text: string): Exchange | null {
  const { blocks, requests, failed } = readBlocks(text.split(/\r\n|\r|\n/))
  const kept = blocks.filter((block, index) => isFinal(block) && !isTunnel(block, blocks[index + 1]))
  const last = kept.at(-1)
  const request: Request = requests[0] ?? { method: 'GET', url: '', headers: {} }
  if (!last) {
    return failed && requests.length > 0
      ? { request, response: null, failure: { kind: 'unreachable', message: 'curl got no answer' } }
      : null
  }
  const hops = kept.slice(0, -1).map((block, index) => hopOf(block, requests[index] ?? request))
  return {
    request,
    ...(hops.length > 0 ? { hops } : {}),
    response: { status: last.status, headers: last.headers, body: last.body.join('\n').trim() },
  }
}

const isFinal = ({ status }: Block) => status >= 200

/** A proxy's answer to CONNECT: a success without content, and another answer behind it. */
function isTunnel(block: Block, next: Block | undefined): boolean {
  return next !== undefined && block.status === 200 && block.body.join('').trim() === '' && !('content-type' in block.headers)
}

function hopOf(block: Block, request: Request): Hop {
  return { url: request.url, status: block.status, location: block.headers.location?.[0] ?? '' }
}

type Reading = { blocks: Block[]; requests: Request[]; failed: boolean; part: 'request' | 'headers' | 'body' | 'none' }

function readBlocks(lines: readonly string[]): Reading {
  const reading: Reading = { blocks: [], requests: [], failed: false, part: 'none' }
  for (const line of lines) readLine(reading, line)
  return reading
}

function readLine(reading: Reading, line: string): void {
  const mark = /^([<>])(?: |$)(.*)$/.exec(line)
  const content = mark ? (mark[2] ?? '') : line
  if (mark?.[1] === '>') {
    readRequestLine(reading, content)
    return
  }
  const status = (mark || reading.part !== 'body' || /^HTTP\//.test(line)) && STATUS_LINE.exec(content.trim())
  if (status) {
    reading.blocks.push({ status: Number(status[1]), headers: Object.create(null) as HeaderFields, body: [] })
    reading.part = 'headers'
    return
  }
  if (!mark && NOISE.test(line)) {
    reading.failed ||= /refused|timed out|could not resolve|failed to connect/i.test(line)
    return
  }
  const block = reading.blocks.at(-1)
  if (!block) return
  if (reading.part === 'headers') readHeaderLine(reading, block, { line, content })
  else if (reading.part === 'body' && !(mark && content === '')) block.body.push(line)
}

/** An empty line ends the headers; so does a line that is no field, since a pasted answer may lack the empty line. */
function readHeaderLine(reading: Reading, block: Block, { line, content }: { line: string; content: string }): void {
  const isBlank = content.trim() === ''
  if (!isBlank && readField(block.headers, content)) return
  reading.part = 'body'
  if (!isBlank) block.body.push(line)
}

function readRequestLine(reading: Reading, content: string): void {
  const start = REQUEST_LINE.exec(content)
  if (start && start[1] !== 'CONNECT') {
    reading.requests.push({ method: start[1] as string, url: start[2] as string, headers: Object.create(null) as HeaderFields })
    reading.part = 'request'
    return
  }
  const request = reading.requests.at(-1)
  if (!request || reading.part !== 'request') return
  readField(request.headers, content)
  const host = request.headers.host?.[0]
  if (host && request.url.startsWith('/')) request.url = `https://${host}${request.url}`
}

/** Adds a header line; false when the line is none. */
function readField(headers: HeaderFields, line: string): boolean {
  const field = FIELD.exec(line)
  if (!field) return false
  const name = (field[1] as string).toLowerCase()
  const value = (field[2] as string).trim()
  const values = headers[name]
  if (values) values.push(value)
  else headers[name] = [value]
  return true
}
