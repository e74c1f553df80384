import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resolutionDraft } from '../../src/incidents/rules/resolution-draft.ts'
import { readValue, writeValue } from '../../src/slack/button-value.ts'
import { homeView } from '../../src/slack/views/home.ts'
import { resolveModal } from '../../src/slack/views/incident-modals.ts'
import { incidentList, ruleList } from '../../src/slack/views/lists.ts'
import { documentMessage } from '../../src/slack/views/notice.ts'
import { openModal } from '../../src/slack/views/open-modal.ts'
import { brokenLimits, textSize } from './block-limits.ts'
import { anyView, HOSTILE } from './view-samples.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...HOSTILE)).map((parts) => parts.join('')),
)

test('forms, lists, documents and home keep every limit', () => {
  fc.assert(
    fc.property(anyView, anyText, (view, text) => {
      const long = text.repeat(60)
      const rows = Array.from({ length: 30 }, (_, index) => ({
        incident: index + 1,
        state: view.state,
        method: text || 'GET',
        url: long,
        title: long,
      }))
      const rules = Array.from({ length: 30 }, (_, index) => ({
        incident: index + 1,
        layer: long,
        product: long,
        cause: long,
        rule: long,
        fix: long,
      }))
      const at = { incident: view.incident, respond: `https://hooks.test/${'x'.repeat(200)}`, channel: 'C1' }
      const views = [
        openModal({}),
        openModal(at, { request: long, response: long, note: { incident: 7, text: long } }),
        resolveModal(at, resolutionDraft(view)),
        homeView(rows, rules),
      ]
      const messages = [incidentList(rows), ruleList(text, rules), documentMessage('x', long)]

      expect(views.flatMap(brokenLimits)).toEqual([])
      expect(messages.flatMap((message) => brokenLimits(message.blocks))).toEqual([])
      expect(messages.every((message) => textSize(message.blocks) <= 9000)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('an exported markdown is copied as it is: single backticks stay, fences become tildes, pages end where lines end', () => {
  const line = 'as `member` says\n'
  const { blocks } = documentMessage('INC-7 as markdown', `\`\`\`text\n${line.repeat(200)}\`\`\`\n`)
  const pages = blocks.slice(1).map((block) => (block as { text: { text: string } }).text.text)

  expect(pages.length).toBe(2)
  expect(pages.map((page) => page.slice(4, -4)).join('')).toBe(`~~~text\n${line.repeat(200)}~~~\n`)
  expect(pages[0]?.slice(0, -4).endsWith(line)).toBe(true)
})

test('a value that a button carries comes back as it was written; anything else is none of ours', () => {
  expect(readValue(writeValue({ i: 7, q: 5, a: 2 }))).toEqual({ i: 7, q: 5, a: 2 })
  expect(['', 'click_me_123', '{"i":"7"}', '[]', undefined].map(readValue)).toEqual([undefined, undefined, undefined, undefined, undefined])
})
