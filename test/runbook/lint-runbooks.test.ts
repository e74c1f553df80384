import { expect, test } from 'vitest'
import { nearestWord } from '../../src/nearest-word.ts'
import { formatProblem } from '../../src/runbook/format-problem.ts'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'
import { starterRunbook } from '../../src/runbook/starter-runbook.ts'
import { TEST_CATALOG } from './test-catalog.ts'

const today = new Date('2026-11-20T00:00:00Z')
const head = '---\nowner: "@team"\n---\n'
const end = '```outcome\ncause: unknown\nfix: x\n```\n'

function lint(files: Record<string, string>) {
  return lintRunbooks(new Map(Object.entries(files)), TEST_CATALOG, { today })
}

test('links lead across files, to a step or to the first one', () => {
  const { set, problems } = lint({
    'http-403.md': `${head}## Start\n- One → [x](waf.md)\n- Two → [x](./waf.md#which-rule)\n- Three → [x](#start)\n`,
    'waf.md': `${head}## Is it a WAF?\n- Yes → [x](#which-rule)\n## Which rule?\n${end}`,
  })

  expect(problems).toEqual([])
  expect(set?.start).toBe('http-403.md#start')
  expect(set?.stepByAddress.get('http-403.md#start')?.branches.map(({ goto }) => goto)).toEqual([
    'waf.md#is-it-a-waf',
    'waf.md#which-rule',
    'http-403.md#start',
  ])
})

test('a file that nobody links to starts at its own first step', () => {
  const { set } = lint({ 'http-403.md': `${head}## A\n${end}`, 'other.md': `${head}## B\n- Yes → [C](#c)\n## C\n${end}` })

  expect(set?.stepByAddress.has('other.md#c')).toBe(true)
})

test('without the default runbook walks start at the first file by name', () => {
  expect(lint({ 'b.md': `${head}## B\n${end}`, 'a.md': `${head}## A\n${end}` }).set?.start).toBe('a.md#a')
})

test('a readme is no runbook, and may be linked to', () => {
  const { set, problems } = lint({ 'README.md': '# Hello', 'http-403.md': `${head}See [here](README.md).\n## A\n${end}` })

  expect(problems).toEqual([])
  expect(set?.runbooks).toHaveLength(1)
})

test('a folder without runbooks is a problem, not a crash', () => {
  expect(lint({}).problems).toMatchObject([{ rule: 'no-runbook', severity: 'error' }])
})

test('a set with warnings only is whole', () => {
  const { set, problems } = lint({ 'http-403.md': `---\nowner: x\nreviewed: 2020-01-01\n---\n## A\n${end}` })

  expect(problems.map(({ severity }) => severity)).toEqual(['warning'])
  expect(set).not.toBeNull()
})

test('the revision changes with any text or name and with nothing else', () => {
  const first = `${head}## A\n${end}`
  const sets: Record<string, string>[] = [
    { 'a.md': first, 'b.md': first },
    { 'b.md': first, 'a.md': first },
    { 'a.md': `${first} `, 'b.md': first },
    { 'a.md': first, 'c.md': first },
  ]
  const revisions = sets.map((files) => lint(files).set?.revision)

  expect(revisions[0]).toBe(revisions[1])
  expect(new Set(revisions).size).toBe(3)
})

test('problems come by file and place, and say what was found, expected and meant', () => {
  const { problems } = lint({ 'http-403.md': `${head}## A\n- \`request.staus == 1\` → [x](#b)\n- Yes → [x](#a)\n`, 'b.md': '' })

  expect(problems.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
    'b.md:1:1',
    'b.md:1:1',
    'http-403.md:5:4',
    'http-403.md:5:30',
  ])
  expect(formatProblem(problems[2] as (typeof problems)[number])).toBe(
    'http-403.md:5:4 error Unexpected `request.staus`, expected a field of `request`: status, as, headers, failed. Did you mean `request.status`? [unknown-field]',
  )
})

test('the starter runbook lints clean', () => {
  expect(lint({ 'rate-limit.md': starterRunbook('rate-limit', today) }).problems).toEqual([])
})

test('thousands of steps in a row are linted without running out of stack', () => {
  const steps = Array.from(
    { length: 3000 },
    (_, i) => `## Step ${i}\n- \`request.status == ${i}\` → [x](#step-${i + 1})\n- otherwise → [x](#step-${i + 1})\n`,
  )

  const { set, problems } = lint({ 'http-403.md': `${head}${steps.join('')}## Step 3000\n${end}` })

  expect(problems).toEqual([])
  expect(set?.stepByAddress.size).toBe(3001)
})

test.each([
  ['reqest', 'request'],
  ['Request', 'request'],
  ['ddenial', 'denial'],
  ['zebra', undefined],
])('%s was probably meant as %s', (found, meant) => {
  expect(nearestWord(found, ['request', 'denial', 'compare'])).toBe(meant)
})
