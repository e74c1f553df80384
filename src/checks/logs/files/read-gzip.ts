import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { PlacedLine } from '../lines/join-audit-sections.ts'
import { cleanLine } from './read-tail.ts'

/** Decompressed bytes after which nobody waits for the end. */
const TOTAL_MAX_BYTES = 128 * 1024 * 1024
const LINE_MAX = 64 * 1024

/** The last `maxBytes` of a compressed file, as lines. @throws Error when it is no gzip, or longer than 128 MiB when decompressed */
export async function readGzip(path: string, maxBytes: number): Promise<PlacedLine[]> {
  const kept: Buffer[] = []
  let keptBytes = 0
  let total = 0
  const file = createReadStream(path)
  const unzipped = createGunzip()
  file.on('error', (error) => unzipped.destroy(error))
  try {
    for await (const chunk of file.pipe(unzipped) as AsyncIterable<Buffer>) {
      kept.push(chunk)
      keptBytes += chunk.length
      total += chunk.length
      while (keptBytes - (kept[0]?.length ?? 0) >= maxBytes) keptBytes -= kept.shift()?.length ?? 0
      if (total > TOTAL_MAX_BYTES) throw new Error('it is longer than 128 MiB when decompressed')
    }
  } finally {
    file.destroy()
    unzipped.destroy()
  }
  const texts = Buffer.concat(kept).toString('utf8').split('\n')
  const whole = total > keptBytes ? texts.slice(1) : texts
  return whole.flatMap((text, at) => (text.trim() === '' ? [] : [{ text: cleanLine(text).slice(0, LINE_MAX), key: `${path} ${at}` }]))
}
