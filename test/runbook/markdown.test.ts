import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replaceSection } from '../../src/runbook/edit-section.ts'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'
import { parseRunbook } from '../../src/runbook/parse-runbook.ts'
import { TEST_CATALOG } from './test-catalog.ts'

const today = new Date('2026-11-20T00:00:00Z')
const line = fc.constantFrom(
  '## A',
  '## A ##',
  '# T',
  '### b',
  'A',
  '---',
  '===',
  '- x → [A](#a)',
  '- `a.b == 1` → [A](#a)',
  '  - [B](b.md#c)',
  '1. otherwise → [A](<#a>)',
  '* [ ] [A][a]',
  '[a]: #a',
  '```check',
  '~~~outcome',
  '```',
  '    code',
  '\tcode',
  'request: { as: "{{ x }}" }',
  '- request: {}',
  '  id: x',
  'cause: unknown',
  'fix: {{ a',
  'owner: x',
  '> ```check',
  '> quote',
  '| a | b |',
  '|---|---|',
  '<div>',
  '</div>',
  '<!--',
  '-->',
  '&amp; \\* &#0; &nope;',
  '![i](x.png "t")',
  '[x](javascript:0)',
  '[x](%E0%A4%A)',
  '{{ incident.id }}',
  '{{ "}}" }}',
  '&a [*a, *a]',
  '\u0000',
  '\uFEFF',
  '',
)
const page = fc.oneof(
  fc.tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', '\r\n', '\r')).map(([lines, end]) => lines.join(end)),
  fc.string({ unit: 'binary', maxLength: 300 }),
)

test('no text crashes the parser or lint, and every problem has a place in the text', () => {
  fc.assert(
    fc.property(page, page, (first, second) => {
      const files = new Map([
        ['http-403.md', first],
        ['b.md', second],
      ])
      parseRunbook('x.md', first)

      const { set, problems } = lintRunbooks(files, TEST_CATALOG, { today })

      expect(set === null).toBe(problems.some(({ severity }) => severity === 'error'))
      for (const problem of problems) {
        const lines = (files.get(problem.file) ?? '').replace(/^\uFEFF/, '').split(/\r\n?|\n/)
        expect(problem.line).toBeGreaterThan(0)
        expect(problem.line).toBeLessThanOrEqual(lines.length)
        expect(problem.column).toBeGreaterThan(0)
      }
    }),
    { numRuns: 1500 },
  )
})

test.each([
  ['a million brackets', '['.repeat(20_000)],
  ['deep quotes', `${'> '.repeat(500)}a`],
  ['deep lists', Array.from({ length: 200 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n')],
  ['many stars', '*a **a '.repeat(5_000)],
  ['an endless heading', `## ${'a'.repeat(100_000)}`],
  [
    'aliases upon aliases',
    '---\na: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n---\n## A\n',
  ],
  ['nothing', ''],
])('%s is only a text', (_, text) => {
  expect(parseRunbook('x.md', text).runbook).toBeNull()
})

const PAGE = '---\nowner: x\n---\nIntro\n\n## One\nOld.\n\n- Go → [Two](#two)\n\n## Two\n\n- Back → [One](#one)\n'

test('replacing a step leaves the rest as it is', () => {
  const edited = replaceSection(PAGE, 'one', '## One\nNew.\n\n- Go → [Two](#two)')

  expect(edited).toBe(PAGE.replace('Old.', 'New.'))
  expect(replaceSection(PAGE, 'two', '## Two\nLast.')).toBe(PAGE.replace('\n- Back → [One](#one)', 'Last.'))
  expect(replaceSection(PAGE, 'three', '## Three')).toBeNull()
})

test('replacing a step keeps the line ends of the file', () => {
  const windows = `\uFEFF${PAGE.replaceAll('\n', '\r\n')}`

  const edited = replaceSection(windows, 'one', '## One\nNew.\n\n- Go → [Two](#two)\n')

  expect(edited).toBe(windows.replace('Old.', 'New.'))
})

test('a step replaced by itself gives the same runbook', () => {
  const { runbook } = parseRunbook('x.md', PAGE)
  const again = replaceSection(PAGE, 'one', '## One\nOld.\n\n- Go → [Two](#two)')

  expect(parseRunbook('x.md', again ?? '').runbook).toEqual(runbook)
})
