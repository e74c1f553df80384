import { expect, test } from 'vitest'
import { readSlackText, withoutMentions } from '../../src/slack/command/slack-text.ts'

test.each([
  ['<https://api.test/a?b=1&amp;c=2|api.test/a>', 'https://api.test/a?b=1&c=2'],
  ['<mailto:ann@api.test|ann@api.test>', 'ann@api.test'],
  ['<!subteam^S1|@oncall> &lt;b&gt;', '@oncall <b>'],
])('%s is read as %s', (text, read) => {
  expect(readSlackText(text)).toBe(read)
})

test.each(['<!', '<@U1|', '<mailto:', '<https://a|'])(
  'many %j that are never closed are read to the end, well within the time of a test',
  (piece) => {
    const text = piece.repeat(100_000)

    expect(readSlackText(text).length).toBeGreaterThan(0)
    expect(withoutMentions(text).length).toBeGreaterThan(0)
  },
)
