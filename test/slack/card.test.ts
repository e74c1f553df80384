import { expect, test } from 'vitest'
import { readValue } from '../../src/slack/button-value.ts'
import { cardMessage } from '../../src/slack/views/card.ts'
import { buttons } from './block-limits.ts'
import { ADA, CONCLUSION, sampleView } from './view-samples.ts'

const answersOf = (count: number) => Array.from({ length: count }, (_, index) => ({ index, label: `Answer ${index}` }))

test('three answers are buttons that carry incident and question; four are a menu', () => {
  const question = sampleView().question as NonNullable<ReturnType<typeof sampleView>['question']>
  const three = cardMessage(sampleView({ question: { ...question, answers: answersOf(3) } }))
  const four = cardMessage(sampleView({ question: { ...question, answers: answersOf(4) } }))

  expect(buttons(three.blocks).map((one) => readValue(one.value))).toEqual([0, 1, 2].map((a) => ({ i: 7, q: 5, a })))
  expect(buttons(four.blocks)).toEqual([])
  expect(JSON.stringify(four.blocks)).toContain('static_select')
})

test('sending an unsafe method says its name, warns in red, and asks again', () => {
  const card = cardMessage(
    sampleView({
      state: 'checking',
      question: undefined,
      request: { method: 'POST', url: 'https://api.test/' },
      approval: { method: 'POST', label: 'Send POST for real' },
    }),
  )

  expect(buttons(card.blocks)).toMatchObject([
    { text: { text: 'Send POST for real' }, style: 'danger', confirm: { confirm: { text: 'Send POST' } } },
  ])
})

test('a known rule names its incident and offers both verdicts, as a menu when buttons run out', () => {
  const known = [{ rule: '0b9d6c1e-0000-4000-8000-000000000001', incident: 3, grade: 'exact' as const, shared: ['nginx'] }]
  const few = cardMessage(sampleView({ knownRules: known }))
  const question = { ...(sampleView().question as NonNullable<ReturnType<typeof sampleView>['question']>), answers: answersOf(3) }
  const many = cardMessage(sampleView({ knownRules: known, question, approval: { method: 'POST', label: 'Send POST for real' } }))

  expect(JSON.stringify(few.blocks)).toContain('Seen before: INC-3')
  expect(buttons(few.blocks).map((one) => one.text.text)).toContain('Same again')
  expect(buttons(many.blocks).map((one) => one.text.text)).not.toContain('Same again')
  expect(JSON.stringify(many.blocks)).toContain('Not this')
})

test('what would make a question automatic stands in small print below its buttons', () => {
  const question = sampleView().question as NonNullable<ReturnType<typeof sampleView>['question']>
  const text = 'Did it work?\n\nWhat would make this automatic: a log.'
  const { blocks } = cardMessage(sampleView({ question: { ...question, text } }))

  const types = blocks.map((block) => block.type)
  expect(JSON.stringify(blocks[types.indexOf('actions') + 1])).toContain('What would make this automatic: a log.')
  expect(JSON.stringify(blocks.filter((block) => block.type === 'section'))).not.toContain('automatic')
})

const lost = {
  request: { method: 'POST', url: 'https://api.test/orders' },
  approvedBy: ADA,
  lostWrite: true as const,
  approval: { method: 'POST', label: 'Send POST for real' },
  verdict: 'unreachable' as const,
  denial: null,
}

test('a write whose answer was lost is told with who approved it, where to look, and how to go on', () => {
  const { blocks } = cardMessage(sampleView(lost))

  const text = JSON.stringify(blocks)
  expect(text).toContain('It is not known whether the POST arrived')
  expect(text).toContain('as <@U0ADA> had approved')
  expect(text).toContain('(+INC-7)')
  expect(text).toContain('Not known: the answer to the POST was lost')
  expect(text).not.toContain('No answer from the target')
  expect(buttons(blocks).find(({ text: { text: label } }) => label === 'Send POST for real')).toMatchObject({
    confirm: { text: { text: expect.stringContaining('It may have arrived already, as ada approved') } },
  })
})

test('the button that sends for real carries which approval it was drawn after, so that an old one is not taken for another', () => {
  const sent = (more: object) => buttons(cardMessage(sampleView({ ...lost, ...more })).blocks).map(({ value }) => readValue(value)?.n)

  expect(sent({ approvedBy: undefined, lostWrite: undefined })).toContain(0)
  expect(sent({})).toContain(Date.parse(ADA.at))
})

test('past a lost write an outcome still offers to send once more', () => {
  const conclusion = { ...CONCLUSION, verdict: 'unreachable' as const }
  const { blocks } = cardMessage(sampleView({ ...lost, state: 'concluded', question: undefined, conclusion }))

  expect(buttons(blocks).map(({ text }) => text.text)).toEqual(['Resolve…', 'Send POST for real', 'Reopen…'])
})
