import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeSpan, markdownText, mrkdwn, plain } from '../../src/slack/views/text.ts'
import { HOSTILE } from './view-samples.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...HOSTILE)).map((parts) => parts.join('')),
)

test('foreign text can neither ping, link nor open markup, and keeps its limit', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 4, max: 200 }), (text, max) => {
      for (const shown of [mrkdwn(text, max), codeSpan(text, max)]) {
        expect(shown.length).toBeLessThanOrEqual(max)
        expect(shown).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/)
        expect(shown.isWellFormed()).toBe(true)
      }
      expect(codeSpan(text, max).slice(1, -1)).not.toContain('`')
      expect(plain(text, max).text.length).toBeLessThanOrEqual(max)
      expect(plain(text, max).text).not.toBe('')
    }),
  )
})

test('a runbook’s bold and code survive, its links become text', () => {
  expect(markdownText('**Look** at `x_y` in [the guide](waf.md#rule)\n- one', 200)).toBe('*Look* at `x_y` in the guide\n• one')
})

test('commands of a runbook stay a code block, so that they are copied as they are', () => {
  expect(markdownText('Look:\n\n```sh\ngrep -e *_x_* a\n```\n\nThen?', 200)).toBe('Look:\n\n```\ngrep -e *_x_* a\n```\n\nThen?')
})

test('markdown keeps its limit whatever it holds', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 20, max: 300 }), (text, max) => {
      expect(markdownText(text, max).length).toBeLessThanOrEqual(max)
      expect(markdownText(text, max)).not.toMatch(/[<>]/)
    }),
    { examples: [['<!channel><!channel><!channel><!channel>`code`', 64]] },
  )
})

test('marks that turn the reading direction or end a line unseen are not shown', () => {
  for (const shown of [mrkdwn('a\u061cb\u2028c\u202ed', 40), plain('a\u061cb\u2028c\u202ed', 40).text]) expect(shown).toBe('abcd')
})
