import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'
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

test('no text crashes lint, and every problem has a place in the text', () => {
  fc.assert(
    fc.property(page, page, (first, second) => {
      const files = new Map([
        ['http-403.md', first],
        ['b.md', second],
      ])

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
  ['YAML that nests deeply', `---\nowner: x\n---\n## A\n\`\`\`check\nrequest: ${'['.repeat(20_000)}\n\`\`\`\n`],
  ['YAML that holds itself', '---\nowner: &a [*a]\n---\n## A\n```check\n&a [*a, *a]\n```\n```outcome\n&b {cause: *b}\n```\n'],
  ['nothing', ''],
])('%s is only a text', (_, text) => {
  expect(lintRunbooks(new Map([['http-403.md', text]]), TEST_CATALOG, { today }).set).toBeNull()
})
