import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runbook } from '../../src/cli/runbook.ts'
import { TEST_CATALOG } from '../runbook/test-catalog.ts'

const good = '---\nowner: "@team"\n---\nSee [this](https://a.test/x).\n## A\n- Yes → [B](waf.md)\n'
const waf = '---\nowner: "@team"\n---\n## B\n```outcome\ncause: waf-rule\nfix: x\n```\n'
let cwd = ''

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'why403-runbook-'))
  mkdirSync(join(cwd, 'runbooks'))
  writeFileSync(join(cwd, 'runbooks/http-403.md'), good)
  writeFileSync(join(cwd, 'runbooks/waf.md'), waf)
})
afterEach(() => rmSync(cwd, { recursive: true }))

async function run(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const io = { stdin: new PassThrough(), stdout, stderr, isTty: false, cwd, env: {}, now: () => new Date('2026-11-20T00:00:00Z') }
  const asked: string[] = []
  const checkLink = async (url: string) => {
    asked.push(url)
    return 'status 404'
  }
  const status = await runbook(args, io, { catalog: async () => TEST_CATALOG, checkLink })
  return { status, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? ''), asked }
}

test('lint of clean runbooks ends with 0 and asks nobody', async () => {
  expect(await run('lint')).toMatchObject({ status: 0, out: '2 runbooks: no problems\n', asked: [] })
})

test('lint shows the place, the line and a mark below it, and ends with 1', async () => {
  writeFileSync(join(cwd, 'runbooks/waf.md'), waf.replace('waf-rule', 'waf-rules'))

  const { status, out } = await run('lint', 'runbooks')

  expect(status).toBe(1)
  expect(out).toContain('runbooks/waf.md:6:8 error Unexpected a cause `waf-rules`')
  expect(out).toContain('  6 | cause: waf-rules\n    |        ^\n')
  expect(out).toContain('2 runbooks: 1 error, 0 warnings')
})

test('lint of one file reads its folder and shows its own problems only', async () => {
  writeFileSync(join(cwd, 'runbooks/waf.md'), waf.replace('waf-rule', 'x'))

  expect(await run('lint', 'runbooks/http-403.md')).toMatchObject({ status: 0, out: '1 runbook: no problems\n' })
})

test('with --links a page that does not answer is a warning', async () => {
  const { status, out, asked } = await run('lint', '--links', '--json')

  expect(status).toBe(0)
  expect(asked).toEqual(['https://a.test/x'])
  expect(JSON.parse(out).problems).toMatchObject([
    { file: 'runbooks/http-403.md', line: 4, column: 12, severity: 'warning', rule: 'external-link' },
  ])
})

test('what cannot be read is a mistake of usage', async () => {
  await expect(run('lint', 'nowhere')).rejects.toMatchObject({ code: 'usage.invalid' })
  await expect(run('lint', '--nope')).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' })
  await expect(run('tree', 'nowhere')).rejects.toMatchObject({ code: 'usage.invalid' })
  await expect(run('tree', '--format', 'png')).rejects.toMatchObject({ code: 'usage.invalid' })
  expect(await run('nope')).toMatchObject({ status: 2 })
})

test('tree draws by name, by path and in each format', async () => {
  expect((await run('tree')).out).toContain('└─ [Yes] → B ↗ waf.md#b')
  expect((await run('tree', 'waf')).out).toContain('B ■ waf-rule')
  expect((await run('tree', 'runbooks/waf.md', '--format', 'mermaid')).out).toMatch(/^flowchart TD/)
  expect((await run('tree', '--format', 'svg')).out).toMatch(/^<svg /)
})

test('tree of runbooks with mistakes tells them and ends with 1', async () => {
  writeFileSync(join(cwd, 'runbooks/waf.md'), '## B\n')

  const { status, out, err } = await run('tree')

  expect([status, out]).toEqual([1, ''])
  expect(err).toContain('waf.md:1:1')
})

test('new writes a runbook that lints clean and never touches an old one', async () => {
  expect((await run('new', 'rate-limit')).status).toBe(0)
  expect((await run('lint', 'runbooks/rate-limit.md')).out).toBe('1 runbook: no problems\n')

  await expect(run('new', 'waf')).rejects.toMatchObject({ code: 'usage.invalid' })
  expect(readFileSync(join(cwd, 'runbooks/waf.md'), 'utf8')).toBe(waf)
  await expect(run('new', '../x')).rejects.toMatchObject({ code: 'usage.invalid' })
  await expect(run('new')).rejects.toMatchObject({ code: 'usage.invalid' })
})

test.each(['lint', 'tree', 'new'])('%s has its own help', async (what) => {
  const { status, out } = await run(what, '--help')

  expect(status).toBe(0)
  expect(out).toContain(`why403 runbook ${what}`)
})

test('what would steer a terminal is shown, not obeyed, by lint and by tree', async () => {
  const steered = (text: string) => text.replace('## A', '## A\u001b[31m').replace('- Yes', '- Yes\u009b2J')
  writeFileSync(join(cwd, 'runbooks/http-403.md'), steered(good).replace('waf.md', 'waf.md#no\u001b[2J'))
  const lint = await run('lint')
  const refused = await run('tree')
  writeFileSync(join(cwd, 'runbooks/http-403.md'), steered(good))
  const tree = await run('tree')

  for (const text of [lint.out, refused.err, tree.out]) {
    expect(text.replaceAll(/\p{Cc}/gu, (char) => (char === '\n' ? '' : 'CONTROL'))).not.toContain('CONTROL')
    expect(text).toContain('\ufffd')
  }
})
