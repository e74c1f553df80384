import { readFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { catalogOf } from '../../src/checks/registry.ts'
import { checkPage } from '../../src/cli/checks/check-page.ts'
import { checksMarkdown } from '../../src/cli/checks/checks-markdown.ts'
import { checks } from '../../src/cli/checks.ts'

const NAMES = [...catalogOf().keys()]

async function run(args: string[], columns?: number) {
  const told = { out: '', err: '' }
  const into = (name: 'out' | 'err') =>
    new Writable({
      write(chunk, _encoding, done) {
        told[name] += String(chunk)
        done()
      },
    })
  const io = { stdin: process.stdin, stdout: into('out'), stderr: into('err'), isTty: false, cwd: '/nonexistent', env: { NO_COLOR: '1' } }
  const status = await checks(args, { ...io, ...(columns === undefined ? {} : { columns }), now: () => new Date(0) })
  return { status, ...told }
}

test('every check is listed, and one is shown with its parameters and what it finds', async () => {
  const list = await run([])
  const one = await run(['vantage'])

  expect(NAMES.filter((name) => !list.out.includes(`  ${name} `))).toEqual([])
  expect(one.out).toContain('originPasses')
  expect(one.out).toContain('vantages')
})

test('a name that is none is answered with the one that was meant', async () => {
  expect(await run(['vantag'])).toMatchObject({ status: 1, out: '', err: expect.stringContaining('did you mean vantage?') })
})

test('as JSON each check has its fields with their meaning', async () => {
  const { checks: pages } = JSON.parse((await run(['--json'])).out)

  expect(pages.map(({ name }: { name: string }) => name)).toEqual(NAMES)
})

test('each parameter and each field of each check says what it means', () => {
  const silent = [...catalogOf().values()].flatMap((check) => {
    const { name, input, output } = checkPage(check)
    return [...input, ...output].filter(({ text }) => text === '').map((row) => `${name}.${row.name}`)
  })

  expect(silent).toEqual([])
})

test('the reference in docs/ is what the checks say of themselves', () => {
  const written = readFileSync(new URL('../../docs/checks.md', import.meta.url), 'utf8')

  expect(written, 'renew it: npm run -s why403 -- checks --markdown > docs/checks.md').toBe(
    checksMarkdown([...catalogOf().values()].map(checkPage)),
  )
})

test.each([80, 40])('a terminal of %i columns holds every line', async (columns) => {
  const outs = await Promise.all([[], ...NAMES.map((name) => [name])].map(async (args) => (await run(args, columns)).out))

  expect(
    outs
      .join('\n')
      .split('\n')
      .filter((line) => line.length > columns),
  ).toEqual([])
})
