import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { startServer } from '../../src/cli/serving/start-server.ts'
import { Diagnosis } from '../../src/incidents/view/diagnosis-of.ts'

const RUNBOOKS = join(import.meta.dirname, '../../runbooks')
const BROKEN = '---\ntitle: Broken\nowner: "@sre"\n---\n\n## Start\n\n- Yes → [Gone](#nowhere)\n- No → [Gone too](#nowhere-else)\n'

let folder: string
let target: Server
let origin: string
let env: Readonly<Record<string, string>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'why403-notices-'))
  target = createServer((_, response) => response.end('welcome'))
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(target.address() as AddressInfo).port}`
  env = { PORT: '0', LOG_LEVEL: 'error', WHY403_DATA_DIR: at('data'), WHY403_CONFIG: at('why403.yaml'), WHY403_RUNBOOKS: RUNBOOKS }
  const yaml = `targets:\n  shop: { urls: ["${origin}"], privateNetwork: true, owner: "@shop" }\n`
  await writeFile(at('why403.yaml'), yaml)
  await writeFile(at('other.yaml'), yaml.replace('@shop', '@other'))
  await mkdir(at('empty'))
  await mkdir(at('broken'))
  await writeFile(at('broken/http-403.md'), BROKEN)
})

afterAll(async () => {
  target.close()
  await rm(folder, { recursive: true, force: true })
})

const at = (name: string) => join(folder, name)

type More = Readonly<Record<string, string | undefined>>

function ioOf(more: More, cwd = folder) {
  const said = { out: '', err: '' }
  const stdout = new PassThrough().on('data', (chunk) => (said.out += String(chunk)))
  const stderr = new PassThrough().on('data', (chunk) => (said.err += String(chunk)))
  const io = { stdin: new PassThrough(), stdout, stderr, isTty: false, cwd, env: { ...env, ...more }, now: () => new Date() }
  return { io, said }
}

/** `diagnose --json` of a request that passes; stdout is one line of JSON, whatever stderr says. */
async function diagnose(more: More = {}, cwd = folder): Promise<{ err: string; diagnosis: Diagnosis }> {
  const { io, said } = ioOf(more, cwd)
  await run(['diagnose', origin, '--json'], io)
  expect(said.out.trim().split('\n')).toHaveLength(1)
  return { err: said.err, diagnosis: Diagnosis.parse(JSON.parse(said.out)) }
}

test('runbooks that are not used are told on stderr, with what is wrong and the revision that is walked instead', async () => {
  const good = await diagnose()
  const revision = String(good.diagnosis.revision)
  const broken = await diagnose({ WHY403_RUNBOOKS: at('broken') })
  const empty = await diagnose({ WHY403_RUNBOOKS: at('empty') })

  expect(good.err).toBe('')
  expect([broken.diagnosis.revision, empty.diagnosis.revision]).toEqual([revision, revision])
  for (const [{ err }, dir] of [
    [broken, at('broken')],
    [empty, at('empty')],
  ] as const) {
    expect(err).toMatch(/^why403: [^\n]+\n$/)
    for (const words of [dir, 'http-403.md:', revision.slice(0, 12)]) expect(err).toContain(words)
  }
  expect(broken.err).toMatch(/http-403\.md:8:\d+ error .*#nowhere.* and \d more/)
}, 60_000)

test('serve says the same at its start, and a warning about a runbook is no reason to say it', async () => {
  await cp(RUNBOOKS, at('old'), { recursive: true })
  const text = await readFile(at('old/http-403.md'), 'utf8')
  await writeFile(at('old/http-403.md'), text.replace(/^reviewed: .*$/m, 'reviewed: 2001-01-01'))

  const banner = async (runbooks: string) => {
    const { io, said } = ioOf({ WHY403_RUNBOOKS: runbooks })
    const server = await startServer(io, new AbortController().signal)
    await server.close()
    return said.out
  }

  expect(await banner(at('old'))).not.toContain('not used')
  expect(await banner(at('broken'))).toMatch(/The runbooks in \S+broken are not used: http-403\.md:8:.*Used instead: .*[0-9a-f]{12}/)
}, 60_000)

describe('beside a running server', () => {
  beforeAll(async () => {
    const server = await startServer(ioOf({}).io, new AbortController().signal)
    return () => server.close()
  }, 60_000)

  const notice = (unused: string) =>
    new RegExp(`^why403: The server at http://127\\.0\\.0\\.1:\\d+ walks it, by its own configuration; .*WHY403_DATA_DIR.* ${unused}\\.\n$`)

  test('the same configuration, and none of its own, are not worth a word', async () => {
    const none = { WHY403_CONFIG: undefined, WHY403_RUNBOOKS: undefined }

    expect(await diagnose()).toMatchObject({ err: '', diagnosis: { status: 'not-reproduced' } })
    expect(await diagnose(none, at('empty'))).toMatchObject({ err: '', diagnosis: { status: 'not-reproduced' } })
  })

  test.each([
    ['another configuration', { WHY403_CONFIG: 'other.yaml' }, 'other.yaml'],
    ['another runbook folder', { WHY403_RUNBOOKS: 'broken' }, 'broken'],
  ])('%s is said to be unused', async (_, more, name) => {
    expect((await diagnose(more)).err).toMatch(notice(at(name)))
  })

  test('a configuration that was edited since the server started is said to be unused', async () => {
    onTestFinished(() => cp(at('kept.yaml'), at('why403.yaml')))
    await cp(at('why403.yaml'), at('kept.yaml'))
    await cp(at('other.yaml'), at('why403.yaml'))

    expect((await diagnose()).err).toMatch(notice(at('why403.yaml')))
  })
})
