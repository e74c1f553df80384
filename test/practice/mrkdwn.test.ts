import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importPageModule } from './import-page-module.ts'

type Node = { type: string; text?: string; url?: string; id?: string; children?: Node[] }
const { parseMrkdwn } = (await importPageModule('text/mrkdwn.js')) as { parseMrkdwn(text: unknown, how?: unknown): Node[] }

const inline = (text: string, how?: object) => parseMrkdwn(text, how).flatMap((node) => node.children ?? [node])
const typesOf = (text: string) => inline(text).map((node) => node.type)
const wordsOf = (nodes: Node[]): string => nodes.map((node) => (node.children ? wordsOf(node.children) : (node.text ?? ''))).join('')

test.each([
  ['*bold*', ['bold']],
  ['_italic_', ['italic']],
  ['~gone~', ['strike']],
  ['`code`', ['code']],
  ['a *b* c', ['text', 'bold', 'text']],
  ['2*3*4', ['text']],
  ['snake_case_name', ['text']],
  ['* not bold *', ['text']],
  ['*a\nb*', ['text', 'text', 'text']],
  [':warning:', ['emoji']],
  ['10:30:59', ['text', 'emoji', 'text']],
  ['<@U123>', ['user']],
  ['<#C123|general>', ['channel']],
  ['<!channel>', ['special']],
  ['<!subteam^S123|@oncall>', ['group']],
])('%s is read as Slack reads it', (text, types) => {
  expect(typesOf(text)).toEqual(types)
})

test('a link is taken apart, and its entities are characters again', () => {
  expect(inline('<https://x.test/?a=1&amp;b=2|the &lt;page&gt;>')).toEqual([
    { type: 'link', url: 'https://x.test/?a=1&b=2', text: 'the <page>' },
  ])
})

test('a bare address is a link unless the text is verbatim; the dot after it is not part of it', () => {
  expect(inline('see https://x.test/a.')).toMatchObject([{ type: 'text' }, { type: 'link', url: 'https://x.test/a' }, { text: '.' }])
  expect(inline('see https://x.test/a', { verbatim: true })).toEqual([{ type: 'text', text: 'see https://x.test/a' }])
})

test.each(['<javascript:alert(1)|click>', '<data:text/html,x>', '<vbscript:x|y>'])('%s is text', (text) => {
  expect(typesOf(text)).toEqual(['text'])
})

test('markup in code stays as written', () => {
  expect(inline('`*a* &lt;b&gt;`')).toEqual([{ type: 'code', text: '*a* <b>' }])
  expect(parseMrkdwn('```\n*a* &lt;b&gt;\n```')).toEqual([{ type: 'pre', text: '*a* <b>' }])
})

test('lines that begin with &gt; are one quote', () => {
  expect(parseMrkdwn('&gt; one\n&gt; two\nthree').map((node) => node.type)).toEqual(['quote', 'paragraph'])
})

test('escaped text says exactly what was meant, whatever it holds', () => {
  const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const harmless = fc
    .string({ unit: fc.constantFrom('a', ' ', '<', '>', '&', '/', '"', '!', '@', 'U', '1') })
    .filter((text) => !/^ ?>/.test(text))
  fc.assert(fc.property(harmless, (text) => wordsOf(parseMrkdwn(escapeText(text))) === text))
})

test('no text makes the reader throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('*', '_', '~', '`', '<', '>', '|', ':', '\n', 'a', ' ', '&gt;') }), (text) =>
      Array.isArray(parseMrkdwn(text)),
    ),
  )
})
