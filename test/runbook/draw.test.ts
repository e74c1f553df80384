import { expect, test } from 'vitest'
import { drawMermaid } from '../../src/runbook/draw/draw-mermaid.ts'
import { drawSvg } from '../../src/runbook/draw/draw-svg.ts'
import { drawText } from '../../src/runbook/draw/draw-text.ts'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'
import type { RunbookSet } from '../../src/runbook/tree.ts'
import { TEST_CATALOG } from './test-catalog.ts'

const outcome = '```outcome\ncause: waf-rule\nfix: x\n```\n'
const files = new Map([
  [
    'http-403.md',
    `---\ntitle: Why?\nowner: "@team"\n---\n## Start "here" <b>&\n\`\`\`check\nrequest: {}\n\`\`\`\n- \`request.status < 400 && "a" == 'b'\` → [x](#end)\n- \`request.status == 401\` → [x](waf.md)\n- otherwise → [x](#ask)\n## Ask\n- Again → [x](#start-here-)\n- Stop → [x](#end)\n- Stop now → [x](#end)\n## End\n${outcome}`,
  ],
  ['waf.md', `---\nowner: "@team"\n---\n## Which rule?\n${outcome}`],
])

function readSet(): RunbookSet {
  const { set, problems } = lintRunbooks(files, TEST_CATALOG, { today: new Date('2026-11-20') })
  if (!set) throw new Error(JSON.stringify(problems))
  return set
}

test('the text tree draws each step once and names it where it comes again', () => {
  expect(drawText(readSet(), 'http-403.md').split('\n')).toEqual([
    'Why? (http-403.md)',
    'owner @team',
    '',
    'Start "here" & ⚙ request',
    `├─ request.status < 400 && "a" == 'b' → End ■ waf-rule`,
    '├─ request.status == 401 → Which rule? ↗ waf.md#which-rule',
    '└─ otherwise → Ask',
    '   ├─ [Again] → Start "here" & ↑ above',
    '   ├─ [Stop] → End ↑ above',
    '   └─ [Stop now] → End ↑ above',
    '',
  ])
})

test('mermaid gets one node a step or jump, and nothing of a text is read as markup', () => {
  const lines = drawMermaid(readSet(), 'http-403.md').split('\n')

  expect(lines[0]).toBe('flowchart TD')
  expect(lines[1]).toBe('  s0["Start #34;here#34; #38;<br/>request"]:::machine')
  expect(lines).toContain('  s0 -->|"request.status #60; 400 #38;#38; #34;a#34; == \'b\'"| s2')
  expect(lines).toContain('  s1 -->|"Stop<br/>Stop now"| s2')
  expect(lines.filter((line) => line.includes(':::jump'))).toHaveLength(1)
})

test('the picture is well-formed and shows every step and branch', () => {
  const svg = drawSvg(readSet(), 'http-403.md')

  expect(openTags(svg)).toEqual([])
  expect(svg).not.toMatch(/&(?!#\d+;)/)
  expect(svg.match(/<g class="node /g)).toHaveLength(4)
  expect(svg).toContain('Start &#34;here&#34; &#38;')
  expect(svg).toContain('400 &#38;&#38;')
  expect(svg).not.toMatch(/NaN|undefined/)
})

test('a picture leaves out characters that XML forbids', () => {
  const set = lintRunbooks(new Map([['a.md', `---\nowner: x\ntitle: "a\\u0001b\\uFFFFc"\n---\n## A\n${outcome}`]]), TEST_CATALOG, {
    today: new Date(0),
  }).set

  expect(drawSvg(set as RunbookSet, 'a.md')).toContain('<title>abc (a.md)</title>')
})

test('a runbook that is not there is named with those that are', () => {
  for (const draw of [drawText, drawMermaid, drawSvg]) expect(() => draw(readSet(), 'x.md')).toThrow(/http-403\.md, waf\.md/)
})

/** Tags left open, or closed in the wrong order. */
function openTags(xml: string): string[] {
  const open: string[] = []
  for (const [, close, name = '', rest = ''] of xml.matchAll(/<(\/?)([a-z]+)([^<>]*)>/gi)) {
    if (close && open.pop() !== name) return [`</${name}>`]
    if (!close && !rest.endsWith('/')) open.push(name)
  }
  return open
}
