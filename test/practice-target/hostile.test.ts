import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServedTarget, servePracticeTarget } from './serve-practice-target.ts'

let served: ServedTarget
beforeAll(async () => {
  served = await servePracticeTarget()
})
afterAll(() => served.close())

const ask = (path: string, init?: RequestInit) => fetch(`${served.root}/hostile/${path}`, { redirect: 'manual', ...init })

test('the redirect to a metadata address is a Location and nothing else', async () => {
  const answer = await ask('metadata')

  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toMatch(/^http:\/\/169\.254\.169\.254\//)
})

test('the loop never comes to an end', async () => {
  const first = await ask('loop')
  const second = await fetch(new URL(first.headers.get('location') ?? '', served.root), { redirect: 'manual' })

  expect([first.status, second.status]).toEqual([302, 302])
})

test('the large body is 5 MiB and the bomb is small on the wire', async () => {
  const large = await (await ask('large')).arrayBuffer()
  const bomb = await rawLength('gzip-bomb')

  expect(large.byteLength).toBe(5 * 1024 * 1024)
  expect(bomb).toBeLessThan(256 * 1024)
})

test('the endless body ends on the server when nobody listens any more', async () => {
  const stop = new AbortController()
  const answer = await ask('endless', { signal: stop.signal })
  const reader = answer.body?.getReader()
  await reader?.read()
  stop.abort()

  await expect(reader?.read()).rejects.toThrow()
})

test('the echo gives credentials back, for those who must remove them', async () => {
  const answer = await ask('echo', { headers: { authorization: 'Bearer canary' } })

  expect(await answer.json()).toMatchObject({ seen: { authorization: 'Bearer canary' } })
})

test('bytes that are no UTF-8 come as they are', async () => {
  const bytes = new Uint8Array(await (await ask('invalid-utf8')).arrayBuffer())

  expect([...bytes.slice(3, 6)]).toEqual([0xc3, 0x28, 0xff])
})

test('the connection is closed without an answer', async () => {
  await expect(ask('reset')).rejects.toThrow()
})

/** Bytes on the wire, without a client that unpacks them. */
function rawLength(path: string): Promise<number> {
  const { hostname, port, pathname } = new URL(`${served.root}/hostile/${path}`)
  return new Promise((resolve, reject) => {
    let length = 0
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`),
    )
    socket.on('data', (chunk) => (length += chunk.length))
    socket.on('error', reject)
    socket.on('close', () => resolve(length))
  })
}
