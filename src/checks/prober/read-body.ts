import type { Readable, Transform } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib'

/** How much of a body is kept, after decompression. */
const BODY_KEPT_BYTES = 256 * 1024
/** How much is read of a compressed body. */
const COMPRESSED_MAX_BYTES = 1024 * 1024
/** More codings on top of each other are an attack (RFC 9110, 8.4 sets no limit). */
const CODINGS_MAX = 3
const ZSTD_WINDOW_LOG_MAX = 23

type Kept = { bytes: Buffer; cut: boolean }

/** A body as text; `truncated` when there was more than is kept. */
type Body = { text: string; truncated: boolean }

/** Reads at most `max` bytes; a source that fails or is given up on keeps what came until then. */
async function readAtMost(source: AsyncIterable<Uint8Array>, max: number): Promise<Kept> {
  const chunks: Uint8Array[] = []
  let size = 0
  let cut = false
  try {
    for await (const chunk of source) {
      chunks.push(chunk)
      size += chunk.length
      if (size > max) break
    }
  } catch {
    cut = true
  }
  return { bytes: Buffer.concat(chunks).subarray(0, max), cut: cut || size > max }
}

function decoderOf(coding: string, first: number): Transform | null {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip({ finishFlush: constants.Z_SYNC_FLUSH })
    case 'deflate':
      // Some servers leave the zlib header out; its first byte ends in 8.
      return (first & 0x0f) === 8
        ? createInflate({ finishFlush: constants.Z_SYNC_FLUSH })
        : createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH })
    case 'br':
      return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH })
    case 'zstd':
      return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG_MAX } })
    default:
      return null
  }
}

async function decode({ bytes, cut }: Kept, coding: string, max: number): Promise<Kept> {
  const decoder = decoderOf(coding, bytes[0] ?? 0)
  if (!decoder) return { bytes: Buffer.alloc(0), cut: true }
  decoder.end(bytes)
  const kept = await readAtMost(decoder, max)
  return { bytes: kept.bytes, cut: kept.cut || cut }
}

function codingsOf(contentEncoding: string): string[] {
  const codings = contentEncoding.toLowerCase().split(',')
  return codings.map((coding) => coding.trim()).filter((coding) => coding !== '' && coding !== 'identity')
}

/** Text in the charset that `contentType` names, else UTF-8; wrong bytes become U+FFFD, NULs go (Postgres' text holds none). */
function textOf(bytes: Buffer, contentType: string): string {
  const charset = /charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(contentType)?.[1] ?? 'utf-8'
  let decoder = new TextDecoder()
  try {
    decoder = new TextDecoder(charset)
  } catch {
    // An unknown charset is read as UTF-8.
  }
  return decoder.decode(bytes).replaceAll('\u0000', '')
}

/** How a body is written: its content codings and its media type; `maxBytes` of it are kept, 256 KiB unless said otherwise. */
type BodyForm = { contentEncoding: string; contentType: string; maxBytes?: number | undefined }

/** Reads a body within bounds of bytes before and after decompression; `source` is destroyed as soon as enough is there. Never rejects. */
export async function readBody(source: Readable, { contentEncoding, contentType, maxBytes = BODY_KEPT_BYTES }: BodyForm): Promise<Body> {
  const codings = codingsOf(contentEncoding)
  const compressed = codings.length > 0
  let kept = await readAtMost(source, compressed ? COMPRESSED_MAX_BYTES : maxBytes)
  source.on('error', () => {}).destroy()
  if (codings.length > CODINGS_MAX) return { text: '', truncated: true }
  if (kept.bytes.length > 0) for (const coding of codings.toReversed()) kept = await decode(kept, coding, maxBytes)
  return { text: textOf(kept.bytes, contentType), truncated: kept.cut }
}
