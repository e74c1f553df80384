import { expect, test } from 'vitest'
import { startServer } from '../loopback-server.ts'
import { runLive } from '../run-live.ts'

const from = async (status: number, body: string) => {
  await using target = await startServer((_, response) => response.end())
  await using service = await startServer((_, response) => response.writeHead(status).end(body))
  return (await runLive({ check: 'network', url: target.url, target: { egress: service.url } })).value
}

test.each([
  ['text', '8.8.4.4\n', '8.8.4.4'],
  ['JSON', '{"port":41234,"origin":"8.8.4.4, 1.1.1.1"}', '8.8.4.4'],
  ['an IPv6 address in JSON', '{"ip":"2606:4700:4700::1111"}', '2606:4700:4700::1111'],
  ['HTML', '<!doctype html><style>p{line-height:1.5}</style><p>Address:8.8.4.4.</p>', '8.8.4.4'],
  ['a list that begins with an inner address', 'x-forwarded-for: 10.1.2.3, 8.8.4.4', '8.8.4.4'],
  ['an inner address alone', '10.1.2.3', '10.1.2.3'],
])('the own address is read from %s', async (_, body, egress) => {
  expect(await from(200, body)).toMatchObject({ egress, unseen: [] })
})

test.each([
  ['answers with an error that shows some address', 500, 'at 1.1.1.1', 'its service answers 500'],
  ['shows none', 200, 'version 1.2.3', 'the answer (200) holds no address'],
])('a service that %s is told', async (_, status, body, why) => {
  const value = await from(status, body)

  expect(value).toMatchObject({ unseen: [{ source: 'own address', why }] })
  expect(value).not.toHaveProperty('egress')
})

test('a service that is down does not keep the rest from being seen', async () => {
  await using target = await startServer((_, response) => response.end())

  const { value } = await runLive({ check: 'network', url: target.url, target: { egress: 'http://127.0.0.1:1/' } })

  expect(value).toMatchObject({ localAddress: '127.0.0.1', unseen: [{ source: 'own address', why: expect.stringContaining('refused') }] })
})
