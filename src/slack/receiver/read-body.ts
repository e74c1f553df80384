/** Slack's payloads are far below this; Bolt's own default is 4 MiB. */
const BODY_MAX_BYTES = 1024 * 1024

/** The raw body; null when it is longer than allowed, whatever its content-length says. */
export async function readBody(request: Request): Promise<Uint8Array | null> {
  const announced = Number(request.headers.get('content-length') ?? Number.NaN)
  if (announced > BODY_MAX_BYTES) return null
  if (Number.isFinite(announced)) {
    const bytes = new Uint8Array(await request.arrayBuffer())
    return bytes.length > BODY_MAX_BYTES ? null : bytes
  }
  return request.body ? readStream(request.body) : new Uint8Array()
}

async function readStream(stream: ReadableStream<Uint8Array>): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > BODY_MAX_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
