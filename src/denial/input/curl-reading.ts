import type { Exchange, Hop } from '../../exchange.ts'
import { type CurlBlock, type CurlRequest, isPrelude, newFields, redirectOf, toExchange, unknownRequest } from './curl-block.ts'

/** An exchange and the line on which its first answer begins. */
export type CurlItem = { line: number; exchange: Exchange }

/** What was read so far of one output of curl. */
export type CurlReading = {
  verbose: boolean
  tls: boolean | undefined
  number: number
  /** `copy`: the head of an answer that was read already, printed once more by `-i` beside `-v`. */
  part: 'start' | 'request' | 'head' | 'body' | 'copy'
  request: CurlRequest | undefined
  block: CurlBlock | undefined
  hops: Hop[]
  first: { request: CurlRequest; line: number } | undefined
  /** Lines of heads that curl marked. */
  got: Set<string>
  failure: Exchange['failure'] | undefined
  /** The end of a line inside a body that would begin an answer, if a head follows; and what stands before it. */
  doubtful: { before: string; status: string; line: number } | undefined
}

/** The state before the first line. */
export function newReading(): CurlReading {
  return {
    verbose: false,
    tls: undefined,
    number: 0,
    part: 'start',
    request: undefined,
    block: undefined,
    hops: [],
    first: undefined,
    got: new Set(),
    failure: undefined,
    doubtful: undefined,
  }
}

/** Begins the answer whose status line this is; returns what ends with it. */
export function nextBlock(reading: CurlReading, [, status = '', reason = '']: RegExpExecArray, line = reading.number): CurlItem[] {
  const { block } = reading
  const found = block && !passStation(block, reading) ? closeBlock(reading) : []
  openBlock(reading, { status: Number(status), reason, request: reading.request ?? unknownRequest(), line })
  return found
}

/** Begins an answer. */
export function openBlock(
  reading: CurlReading,
  { status, reason, request, line }: Pick<CurlBlock, 'status' | 'reason' | 'request' | 'line'>,
): void {
  reading.first ??= { request, line }
  reading.block = { status, reason, headers: newFields(), body: [], kept: 0, request, line }
  reading.part = 'head'
}

/** Whether another answer behind this one makes it a station only; a redirect is noted as a hop. */
function passStation(block: CurlBlock, reading: CurlReading): boolean {
  const hop = redirectOf(block)
  if (hop) {
    reading.hops.push(hop)
    return true
  }
  if (!isPrelude(block)) return false
  if (reading.hops.length === 0) reading.first = undefined
  return true
}

/** The exchange that ends with the open answer. */
export function closeBlock(reading: CurlReading): CurlItem[] {
  const { block, hops, first } = reading
  reading.block = undefined
  reading.hops = []
  reading.first = undefined
  if (!block || block.status < 200) return failed(reading)
  const { request, line } = first ?? block
  return [{ line, exchange: toExchange(block, { request, hops }) }]
}

/** The transfer that brought no answer, when curl said so. */
export function failed({ failure, request }: CurlReading): CurlItem[] {
  return failure ? [{ line: 1, exchange: { request: request ?? unknownRequest(), response: null, failure } }] : []
}
