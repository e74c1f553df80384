import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { messageWith, read } from './drive.ts'
import { startTestApp } from './start-app.ts'

const RUNBOOKS = join(import.meta.dirname, '../../runbooks')
const BROKEN = '---\ntitle: Broken\nowner: "@sre"\n---\n\n## Start\n\n- Yes → [Gone](#nowhere)\n'

let folder: string

beforeEach(async () => {
  const made = await mkdtemp(join(tmpdir(), 'why403-broken-'))
  folder = made
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  await cp(RUNBOOKS, join(made, 'runbooks'), { recursive: true })
})

/** `why403 serve` in the folder, which is expected to end by itself. */
async function serve(env: Record<string, string> = {}): Promise<{ status: number; out: string; err: string }> {
  const texts = { out: '', err: '' }
  const stdout = new PassThrough().on('data', (chunk) => (texts.out += String(chunk)))
  const stderr = new PassThrough().on('data', (chunk) => (texts.err += String(chunk)))
  const all = { PORT: '0', LOG_LEVEL: 'error', WHY403_DATA_DIR: join(folder, 'data'), WHY403_RUNBOOKS: join(folder, 'runbooks'), ...env }
  const status = await run(['serve'], {
    stdin: new PassThrough(),
    stdout,
    stderr,
    isTty: false,
    cwd: folder,
    env: all,
    now: () => new Date(),
  })
  return { status, ...texts }
}

test('five mistakes in the configuration are told at once, each with where, found and expected, and nothing starts', async () => {
  const yaml = [
    'targets:',
    '  orders:',
    '    urls: ["ftp://orders.test"]',
    '    owmer: "@orders"',
    '    identities: { member: { bearer: canary-in-clear } }',
    '    unsafeMethods: always',
  ]
  await writeFile(join(folder, 'why403.yaml'), yaml.join('\n'))

  const { status, out, err } = await serve({ PORT: 'many' })

  expect([status, out]).toEqual([2, ''])
  for (const key of ['PORT', 'urls.0', 'owmer', 'member.bearer', 'unsafeMethods'])
    expect(err).toMatch(new RegExp(`${key}.*: found .*expected`))
  expect(err).not.toMatch(/canary-in-clear|\n\s+at /)
})

test('broken runbooks at the first start are told with file, line and column, and nothing starts', async () => {
  await writeFile(join(folder, 'runbooks/http-403.md'), BROKEN)

  const { status, out, err } = await serve()

  expect([status, out]).toEqual([4, ''])
  expect(err).toMatch(/http-403\.md:8:\d+.*#nowhere/)
  expect(err).not.toMatch(/\n\s+at /)
}, 60_000)

test('a runbook broken while the service runs is refused and told; the last good ones serve on, after a restart too', async () => {
  const at = await startTestApp({ env: { WHY403_RUNBOOKS: join(folder, 'runbooks') } })
  onTestFinished(() => at.stop())
  const isRefused = () => at.lines.filter((line) => /Runbook refused: http-403\.md:8:\d+.*#nowhere/.test(line)).length
  const ask = (path: string) => at.slack.command('ada', 'incidents', `/why403 GET ${at.targetUrl}${path} as admin`)

  await writeFile(join(folder, 'runbooks/http-403.md'), BROKEN)
  await expect.poll(isRefused, { timeout: 10_000 }).toBeGreaterThan(0)
  await ask('/maintenance/status')
  expect(read(await messageWith(at, '/maintenance/status', 'Outcome'))).toContain('role-misassignment')

  await at.restart()
  await ask('/maintenance/jobs')
  expect(read(await messageWith(at, '/maintenance/jobs', 'Outcome'))).toContain('Outcome')
  expect(at.app.powers.library.problems()).not.toEqual([])
}, 60_000)
