import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { Diagnosis } from '../../src/incidents/view/diagnosis-of.ts'

let folder: string
let target: Server
let origin: string
const received: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'why403-cli-'))
  target = createServer((request, response) => {
    received.push(`${request.method} ${request.url}`)
    const isAdmin = request.headers.authorization === 'Bearer admin-secret'
    if (request.url?.startsWith('/open')) return response.end('welcome')
    if (isAdmin) return response.end('{"order":1}')
    return response.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"missing permission orders:read"}')
  })
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(target.address() as AddressInfo).port}`
  const identities = '{ member: { role: member, bearer: { env: MEMBER } }, admin: { role: admin, bearer: { env: ADMIN } } }'
  const closed = 'http://127.0.0.1:9'
  await writeFile(
    join(folder, 'why403.yaml'),
    `targets:\n  orders: { urls: ["${origin}", "${closed}"], privateNetwork: true, owner: "@orders", identities: ${identities} }\n`,
  )
})

afterAll(async () => {
  target.close()
  await rm(folder, { recursive: true, force: true })
})

/** Runs a command line in this process; what it wrote and how it ended. */
async function why403(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const texts = { out: '', err: '' }
  const stdout = new PassThrough().on('data', (chunk) => (texts.out += String(chunk)))
  const stderr = new PassThrough().on('data', (chunk) => (texts.err += String(chunk)))
  const env = {
    WHY403_CONFIG: join(folder, 'why403.yaml'),
    WHY403_DATA_DIR: join(folder, 'data'),
    WHY403_RUNBOOKS: join(import.meta.dirname, '../../runbooks'),
    MEMBER: 'member-secret',
    ADMIN: 'admin-secret',
  }
  const io = { stdin: new PassThrough(), stdout, stderr, isTty: false, cwd: folder, env, now: () => new Date() }
  const status = await run(argv, io)
  return { status, ...texts }
}

test('a refusal that checks can settle is concluded: exit 0 and one line of JSON by contract', async () => {
  const { status, out, err } = await why403('diagnose', `${origin}/orders`, '--as', 'member', '--json')

  expect(err).toBe('')
  expect(out.trim().split('\n')).toHaveLength(1)
  const diagnosis = Diagnosis.parse(JSON.parse(out))
  expect(diagnosis).toMatchObject({
    incident: 'INC-1',
    status: 'concluded',
    verdict: 'denied',
    denial: { cause: 'insufficient-permissions' },
  })
  expect(diagnosis.path[0]).toMatch(/^http-403\.md#/)
  expect(status).toBe(0)
}, 60_000)

test('a request that passes is not reproduced: exit 1, no denial', async () => {
  const { status, out } = await why403('diagnose', `${origin}/open`, '--as', 'member', '--json')

  expect(JSON.parse(out)).toMatchObject({ status: 'not-reproduced', verdict: 'allowed', denial: null })
  expect(status).toBe(1)
}, 60_000)

test('an unlisted URL is refused by safety: exit 3, JSON all the same', async () => {
  const { status, out } = await why403('diagnose', 'https://unlisted.example/x', '--json')

  expect(Diagnosis.parse(JSON.parse(out))).toMatchObject({ status: 'refused', incident: null, denial: null })
  expect(status).toBe(3)
}, 60_000)

test('a target that cannot be reached has failed: exit 4', async () => {
  const { status, out } = await why403('diagnose', 'http://127.0.0.1:9/orders', '--as', 'member', '--json')

  expect(JSON.parse(out)).toMatchObject({ status: 'failed', verdict: 'unreachable', denial: null })
  expect(status).toBe(4)
}, 60_000)

test('without approval no unsafe method is sent, with --send-unsafe it is', async () => {
  received.length = 0
  await why403('diagnose', 'POST', `${origin}/orders`, '--as', 'member', '--json')
  expect(received.filter((line) => line.startsWith('POST'))).toEqual([])

  await why403('diagnose', 'POST', `${origin}/orders`, '--as', 'member', '--json', '--send-unsafe')
  expect(received.filter((line) => line.startsWith('POST'))).toEqual(['POST /orders'])
}, 60_000)

test.each([
  [['diagnose'], 'no URL'],
  [['diagnose', 'notaurl'], 'notaurl'],
  [['diagnose', '--nope', 'https://a.test'], '--nope'],
  [['frobnicate'], 'frobnicate'],
  [['runbook', 'frobnicate'], 'frobnicate'],
  [['slack', 'frobnicate'], 'frobnicate'],
])(
  '%j is a usage error: exit 2, one clear line, no stack trace',
  async (argv, word) => {
    const { status, out, err } = await why403(...argv)

    expect(status).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(word)
    expect(err).not.toMatch(/\n\s+at /)
  },
  60_000,
)

test.each(['serve', 'diagnose', 'explain', 'runbook', 'slack'])('%s --help explains itself', async (command) => {
  const { status, out } = await why403(command, '--help')

  expect(status).toBe(0)
  expect(out).toContain('why403')
})

test('the person at a terminal without JSON reads who refused, why, and what to do', async () => {
  const { out } = await why403('diagnose', `${origin}/orders`, '--as', 'member')

  for (const words of ['Refused by', 'insufficient-permissions', 'What to do', '@orders']) expect(out).toContain(words)
}, 60_000)
