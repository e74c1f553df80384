import { expect, test } from 'vitest'
import { terminalText, visibleText } from '../../src/cli/terminal/terminal-text.ts'

test('escape sequences and control characters from a target do not reach the terminal', () => {
  expect(terminalText('a\u001b[31mred\u001b[0m\u0007\u009b2Jb\r\nc\u202e')).toBe('ared' + 'b\nc')
})

test('what is not seen or turns the reading direction does not reach the terminal either', () => {
  expect(terminalText('pay\u200bpal\u200e\u061c\ufeff\u{e0041}\u2028x')).toBe('paypalx')
})

test('a text whose columns count keeps its length, its tabs and its lines', () => {
  expect(visibleText('a\tb\n\u001b[31mc\u202e\u{e0041}')).toBe('a\tb\n\ufffd[31mc\ufffd\ufffd\ufffd')
})
