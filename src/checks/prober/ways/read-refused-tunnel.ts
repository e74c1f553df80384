import { type Duplex, Readable } from 'node:stream'
import type { Exchange, HeaderFields } from '../../../exchange.ts'
import { readBody } from '../read-body.ts'

const BYTES_MAX = 256 * 1024
/** A proxy that says no has said it; its page is not waited for long. */
const PAGE_TIMEOUT_MS = 2000
/** The last chunk without trailers (RFC 9112, 7.1). */
const LAST_CHUNK = Buffer.from('0\r\n\r\n')

/** The answer's head, and the connection with what follows it. */
type Refused = { statusCode: number; headers: Readonly<Record<string, string | string[] | undefined>>; socket: Duplex }

/** Reads until `isWhole`, the end, the bound or the time limit; what came until then is kept. */
async function readUntil(socket: Duplex, isWhole: (bytes: Buffer) => boolean): Promise<Buffer> {
  const timer = setTimeout(() => socket.destroy(), PAGE_TIMEOUT_MS)
  let bytes = Buffer.alloc(0)
  try {
    if (isWhole(bytes)) return bytes
    for await (const chunk of socket) {
      bytes = Buffer.concat([bytes, chunk])
      if (isWhole(bytes) || bytes.length > BYTES_MAX) break
    }
  } catch {
    // A connection that breaks off keeps what came.
  } finally {
    clearTimeout(timer)
    socket.on('error', () => {}).destroy()
  }
  return bytes.subarray(0, BYTES_MAX)
}

/** The content of chunks as far as they came (RFC 9112, 7.1). */
function withoutChunks(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  let at = 0
  for (;;) {
    const end = bytes.indexOf('\r\n', at)
    const size = end < 0 ? 0 : Number.parseInt(bytes.toString('latin1', at, end), 16)
    if (!(size > 0)) return Buffer.concat(parts)
    parts.push(bytes.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
}

/**
 * A proxy's own answer to CONNECT as a response, its page included: undici and Node hand over a bare connection whatever the
 * status (RFC 9110, 9.3.6), so it is framed here. Bounded in bytes and time; never rejects.
 */
export async function readRefusedTunnel({ statusCode, headers, socket }: Refused): Promise<NonNullable<Exchange['response']>> {
  const fields: HeaderFields = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? []].flat()]))
  const isChunked = /\bchunked\b/i.test(fields['transfer-encoding']?.join() ?? '')
  const length = Number(fields['content-length']?.[0] ?? Number.POSITIVE_INFINITY)
  const raw = await readUntil(socket, (bytes) => (isChunked ? bytes.subarray(-5).equals(LAST_CHUNK) : bytes.length >= length))
  const content = isChunked ? withoutChunks(raw) : raw.subarray(0, Math.min(length, BYTES_MAX))
  const contentEncoding = fields['content-encoding']?.join() ?? ''
  const form = { contentEncoding, contentType: fields['content-type']?.[0] ?? '', maxBytes: BYTES_MAX }
  const { text, truncated } = await readBody(Readable.from([content], { objectMode: false }), form)
  return { status: statusCode, headers: fields, body: text, ...((truncated || raw.length >= BYTES_MAX) && { truncated: true }) }
}
