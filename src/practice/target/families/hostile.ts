import { gzipSync } from 'node:zlib'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { TARGET_PATH, type TargetPowers } from '../target-powers.ts'

const MIB = 1024 * 1024
const SLOW_MS = 30_000
const ENDLESS_PAUSE_MS = 20

/** Where clouds keep a machine's credentials; only ever named in a Location header. */
const METADATA_URL = 'http://169.254.169.254/latest/meta-data/iam/security-credentials/'

const RUDE_TEXT =
  '<!channel> <@U0000000> *bold* _it_ ~no~ `code` ```fence``` <https://evil.example|click me> &amp; > quote \u202Eesrever\u202C'

/** Answers that try to harm whoever asks: for tests, and for people who want to see that why403 stays calm. */
export function hostileRoutes(_powers: TargetPowers): Hono {
  const app = new Hono()

  app.get('/hostile/large', (c) => c.body('x'.repeat(5 * MIB), 403, { 'content-type': 'text/plain' }))
  app.get('/hostile/gzip-bomb', (c) => c.body(gzipBomb(), 403, { 'content-type': 'text/plain', 'content-encoding': 'gzip' }))
  app.get('/hostile/endless', (c) => c.body(endless(c.req.raw.signal), 403, { 'content-type': 'text/plain' }))
  app.get('/hostile/slow', async (c) => {
    await pause(SLOW_MS, c.req.raw.signal)
    return c.text('Forbidden', 403)
  })
  app.get('/hostile/loop', (c) => c.redirect(`${TARGET_PATH}/hostile/loop?again=${Number(c.req.query('again') ?? 0) + 1}`))
  app.get('/hostile/metadata', (c) => c.redirect(METADATA_URL))
  app.get('/hostile/rude', (c) => c.json({ message: RUDE_TEXT }, 403, { 'x-note': '<!channel>', 'x-request-id': '<!here>' }))
  app.get('/hostile/invalid-utf8', (c) => c.body(invalidUtf8(), 403, { 'content-type': 'text/plain; charset=utf-8' }))
  app.get('/hostile/echo', (c) => {
    const seen = { authorization: c.req.header('authorization') ?? null, cookie: c.req.header('cookie') ?? null }
    return c.json({ message: 'Forbidden', seen }, 403)
  })
  app.get('/hostile/reset', (c) => {
    const { incoming } = c.env as HttpBindings
    incoming.socket.destroy()
    return RESPONSE_ALREADY_SENT
  })
  return app
}

let bomb: Uint8Array<ArrayBuffer> | undefined

/** 64 MiB of zeros in about 64 KiB, made when first asked for. */
function gzipBomb(): Uint8Array<ArrayBuffer> {
  bomb ??= new Uint8Array(gzipSync(Buffer.alloc(64 * MIB)))
  return bomb
}

function invalidUtf8(): Uint8Array<ArrayBuffer> {
  return new Uint8Array([0x46, 0x6f, 0x72, 0xc3, 0x28, 0xff, 0xfe, 0xed, 0xa0, 0x80, 0x00])
}

/** Sends a line now and then until nobody listens any more. */
function endless(signal: AbortSignal): ReadableStream<Uint8Array> {
  let open = true
  return new ReadableStream({
    async pull(controller) {
      await pause(ENDLESS_PAUSE_MS, signal)
      if (!open || signal.aborted) return controller.close()
      controller.enqueue(Buffer.from('still not done\n'))
    },
    cancel() {
      open = false
    },
  })
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
