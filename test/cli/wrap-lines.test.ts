import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { wrapLines } from '../../src/cli/terminal/wrap-lines.ts'

const FOUND =
  '  \u001b[32m✓\u001b[39m \u001b[2mlogs     \u001b[22m The log names the reason: a deny directive of nginx refuses this address.'

test.each([40, 80])('at %i columns no line is longer, and no word is lost', (width) => {
  const lines = wrapLines(FOUND, width).split('\n').map(stripVTControlCharacters)

  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width)
  expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toBe(stripVTControlCharacters(FOUND).replaceAll(/\s+/g, ' '))
})

test('what follows is set in to where the text of its line begins', () => {
  const [, second] = wrapLines(FOUND, 60).split('\n').map(stripVTControlCharacters)

  expect(second).toMatch(/^ {14}\S/)
})

test('without a terminal a line stays one line, for grep', () => {
  expect(wrapLines(FOUND, Number.POSITIVE_INFINITY)).toBe(FOUND)
})
