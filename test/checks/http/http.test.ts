import { expect, test } from 'vitest'
import { startServer } from '../loopback-server.ts'
import { runLive } from '../run-live.ts'

const nowhere = 'http://127.0.0.1:1/'

test.each([
  ['/v1/check?user=alice', '/api/v1/check?user=alice'],
  ['//other.test/x', '/api//other.test/x'],
  ['/@other.test', '/api/@other.test'],
])('the path %s of a source is asked at the source', async (path, asked) => {
  await using source = await startServer((_, response) => response.end('{"entitled":true}'))
  const target = { sources: { api: { url: `${source.url}/api` } } }

  const { value } = await runLive({ check: 'http', url: nowhere, target, params: { source: 'api', path, expect: ['json.entitled'] } })

  expect(value).toMatchObject({ status: 200, met: true })
  expect(source.seen[0]?.url).toBe(asked)
})

test('//host is a path of the incident’s host', async () => {
  await using target = await startServer((request, response) => response.end(request.url))

  const { value } = await runLive({
    check: 'http',
    url: target.url,
    params: { path: '//other.test/x', expect: ['text == "//other.test/x"'] },
  })

  expect(value).toMatchObject({ met: true })
})

test('another listed target is asked without the identity’s credentials, an unlisted one not at all', async () => {
  await using other = await startServer((request, response) => response.end(request.headers.authorization ?? 'nobody'))
  const target = { identities: { member: { bearer: { env: 'TOKEN' } } } }
  const run = (url: string) =>
    runLive({
      check: 'http',
      url: nowhere,
      target,
      others: { other: { urls: [`${other.url}/open`] } },
      env: { TOKEN: 'canary-token-1' },
      params: { url, as: 'member', expect: ['text == "nobody"'] },
    })

  expect((await run(`${other.url}/open`)).value).toMatchObject({ met: true })
  expect((await run(`${other.url}/closed`)).result.finding).toMatchObject({ kind: 'failed', failed: 'refused' })
  expect(other.seen).toHaveLength(1)
})

test.each([
  ['POST to a target', { path: '/', method: 'POST' }],
  ['a source and a URL', { source: 'api', url: 'http://x.test/' }],
  ['neither path nor URL', {}],
  ['a source that is not listed', { source: 'none', path: '/' }],
  ['an expectation that is no CEL', { source: 'api', path: '/', expect: ['status =='] }],
])('%s is a mistake of the runbook', async (_, params) => {
  await using source = await startServer((_, response) => response.end('{}'))

  const { result } = await runLive({ check: 'http', url: nowhere, target: { sources: { api: { url: source.url } } }, params })

  expect(result.finding).toMatchObject({ kind: 'failed', failed: 'invalid' })
})

test.each([
  [undefined, 'POST', 'refused'],
  ['GET', 'POST', 'refused'],
  ['POST', 'POST', undefined],
  ['POST', 'GET', undefined],
])('a source that is listed with the method %s is asked with %s: %s', async (method, asked, failed) => {
  await using source = await startServer((_, response) => response.end('{}'))
  const target = { sources: { api: { url: source.url, ...(method && { method }) } } }

  const { result } = await runLive({ check: 'http', url: nowhere, target, params: { source: 'api', path: '/', method: asked } })

  expect(result.finding).toMatchObject(failed ? { kind: 'failed', failed } : { value: { status: 200 } })
  expect(source.seen.map((request) => request.method)).toEqual(failed ? [] : [asked])
})

test.each([
  ['bearer', { bearer: { env: 'SECRET' } }],
  ['basic', { basic: { username: 'reader', password: { env: 'SECRET' } } }],
  ['a header', { headers: { 'x-odd': { env: 'SECRET' } } }],
])('the credentials of a source (%s) are nowhere in what is shown, though it echoes them in every form', async (_, access) => {
  const secret = 'canary-source-5f1d'
  await using source = await startServer(async (request, response) => {
    const sent = [request.headers.authorization ?? '', String(request.headers['x-odd'] ?? '')].filter(Boolean)
    const told = sent.flatMap((text) => [text, ...text.split(' '), encodeURIComponent(text), Buffer.from(text).toString('base64')])
    response.writeHead(403, { 'x-echo': told.join(' ') }).end(JSON.stringify({ told, plain: told.join(' ') }))
  })
  const target = { sources: { api: { url: source.url, method: 'POST', ...access } } }
  const params = { source: 'api', path: '/', method: 'POST', body: { a: 1 }, expect: ['json.told.size() > 100'] }

  const { result } = await runLive({ check: 'http', url: nowhere, target, params, env: { SECRET: secret } })

  const shown = JSON.stringify(result)
  const pair = Buffer.from(`reader:${secret}`).toString('base64')
  expect(result.finding).toMatchObject({ value: { status: 403, met: false } })
  for (const form of [
    secret,
    pair,
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(pair).toString('base64').replace(/=+$/, ''),
  ])
    expect(shown).not.toContain(form)
})

test('a source that answers no JSON, hangs or is down is told', async () => {
  await using page = await startServer((_, response) => response.end('<html>hello</html>'))
  await using hangs = await startServer(() => {})
  const run = (url: string, timeoutMs = 5000) =>
    runLive({
      check: 'http',
      url: nowhere,
      target: { sources: { api: { url } } },
      timeoutMs,
      params: { source: 'api', path: '/', expect: ['json.ok'] },
    })

  expect((await run(page.url)).value).toMatchObject({ status: 200, met: false, unmet: [expect.stringContaining('missing')], text: 'hello' })
  expect((await run(hangs.url, 40)).result.finding).toMatchObject({ failed: 'timeout' })
  expect((await run('http://127.0.0.1:1')).result.finding).toMatchObject({ failed: 'unreachable' })
})
