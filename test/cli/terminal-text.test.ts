import { expect, test } from 'vitest'
import { terminalText } from '../../src/cli/terminal/terminal-text.ts'

test('escape sequences and control characters from a target do not reach the terminal', () => {
  expect(terminalText('a\u001b[31mred\u001b[0m\u0007\u009b2Jb\r\nc\u202e')).toBe('ared' + 'b\nc')
})
