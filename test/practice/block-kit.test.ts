import { expect, test } from 'vitest'
import { checkMessageBlocks } from '../../src/practice/block-kit/check-blocks.ts'
import { checkView } from '../../src/practice/block-kit/check-view.ts'
import { elementsOf } from '../../src/practice/block-kit/walk-blocks.ts'

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) })
const section = (length: number) => ({ type: 'section', text: mrkdwn(length) })
const button = (more: object = {}) => ({ type: 'button', text: plain(75), ...more })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const option = (text: number, value = 150) => ({ text: plain(text), value: 'v'.repeat(value) })
const overflow = (count: number) => ({
  type: 'overflow',
  options: Array.from({ length: count }, (_, i) => ({ text: plain(5), value: `${i}` })),
})
const times = (count: number, block: object) => Array.from({ length: count }, () => block)
const confirm = { title: plain(100), text: plain(300), confirm: plain(30), deny: plain(30) }
const input = (element: object) => ({ type: 'input', label: plain(10), element })

const FITTING: Record<string, object[]> = {
  'fifty blocks': times(50, section(10)),
  'a section of 3,000 characters': [section(3000)],
  'a header of 150 characters': [{ type: 'header', text: plain(150) }],
  'a button with everything at its limit': [actions(button({ value: 'v'.repeat(2000), confirm, style: 'danger' }))],
  '25 buttons': [actions(...times(25, button()))],
  'an overflow of five': [actions(overflow(5))],
  'ten context texts': [{ type: 'context', elements: times(10, mrkdwn(10)) }],
  'ten fields of 100': [{ type: 'section', fields: times(10, mrkdwn(100)) }],
  'a select of a hundred': [actions({ type: 'static_select', options: times(100, option(75)) })],
  'text of 12,000 in all': times(4, section(3000)),
  'a table': [{ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }],
}
test.each(Object.entries(FITTING))('%s fits', (_name, blocks) => {
  expect(checkMessageBlocks(blocks)).toMatchObject({ ok: true })
})

const REFUSED: Record<string, [object[], string, string?]> = {
  'an unknown block': [[{ type: 'marquee', text: plain(3) }], 'invalid_blocks', '/blocks/0'],
  'an unknown property': [[{ ...section(3), colour: 'red' }], 'invalid_blocks', 'colour'],
  '51 blocks': [times(51, { type: 'divider' }), 'invalid_blocks'],
  'a section of 3,001 characters': [[section(3001)], 'invalid_blocks', '/blocks/0/text/text'],
  'an empty text': [[section(0)], 'invalid_blocks'],
  'a section with nothing in it': [[{ type: 'section' }], 'invalid_blocks'],
  'a header in mrkdwn': [[{ type: 'header', text: mrkdwn(3) }], 'invalid_blocks'],
  'a button text of 76': [[actions({ type: 'button', text: plain(76) })], 'invalid_blocks', '/blocks/0/elements/0/text/text'],
  'a button text in mrkdwn': [[actions({ type: 'button', text: mrkdwn(3) })], 'invalid_blocks'],
  'a button value of 2,001': [[actions(button({ value: 'v'.repeat(2001) }))], 'invalid_blocks'],
  'an action_id of 256': [[actions(button({ action_id: 'a'.repeat(256) }))], 'invalid_blocks'],
  '26 elements': [[actions(...times(26, button()))], 'invalid_blocks'],
  'an overflow of one': [[actions(overflow(1))], 'invalid_blocks'],
  'an overflow of six': [[actions(overflow(6))], 'invalid_blocks'],
  'an option text of 76': [[actions({ type: 'static_select', options: [option(76)] })], 'invalid_blocks'],
  'an option value of 151': [[actions({ type: 'static_select', options: [option(5, 151)] })], 'invalid_blocks'],
  'a first choice that is not among the choices': [
    [actions({ type: 'static_select', options: [option(5)], initial_option: option(6) })],
    'invalid_blocks',
  ],
  'eleven radio buttons': [[actions({ type: 'radio_buttons', options: times(11, option(5)) })], 'invalid_blocks'],
  'a picture without alt text': [[{ type: 'image', image_url: 'https://x.test/a.png' }], 'invalid_blocks'],
  'a block_id twice': [
    [
      { type: 'divider', block_id: 'b' },
      { type: 'divider', block_id: 'b' },
    ],
    'invalid_blocks',
    'block_id already exists',
  ],
  'an action_id twice in a block': [
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    'invalid_blocks',
    'action_id already exists',
  ],
  '12,001 characters in all': [[...times(4, section(3000)), section(1)], 'msg_blocks_too_long'],
}
test.each(Object.entries(REFUSED))('%s is refused', (_name, [blocks, error, says = '']) => {
  const checked = checkMessageBlocks(blocks)

  expect(checked).toMatchObject({ ok: false, error })
  expect(checked.ok ? [] : checked.messages.join('\n')).toContain(says)
})

test('blocks that are no list are a wrong format', () => {
  expect(checkMessageBlocks('nonsense')).toMatchObject({ error: 'invalid_blocks_format' })
})

test('ids that are left out are made up, each once', () => {
  const checked = checkMessageBlocks([actions(button(), button()), { type: 'divider' }])

  const ids = checked.ok ? elementsOf(checked.blocks).map(({ element }) => element.action_id) : []
  expect(new Set(ids).size).toBe(2)
})

const modal = (more: object = {}) => ({ type: 'modal', title: plain(24), blocks: [section(10)], ...more })
const VIEWS: Record<string, [object, string]> = {
  'a title of 25': [modal({ title: plain(25) }), 'invalid_arguments'],
  'a submit of 25': [modal({ submit: plain(25) }), 'invalid_arguments'],
  'private_metadata of 3,001': [modal({ private_metadata: 'x'.repeat(3001) }), 'invalid_arguments'],
  '101 blocks': [modal({ blocks: times(101, { type: 'divider' }) }), 'invalid_arguments'],
  'an input without a submit button': [modal({ blocks: [input({ type: 'plain_text_input' })] }), 'invalid_arguments'],
  'a home tab as a modal': [{ type: 'home', blocks: [section(10)] }, 'invalid_arguments'],
  'more than 250,000 bytes': [modal({ blocks: times(90, section(3000)) }), 'view_too_large'],
}
test.each(Object.entries(VIEWS))('a modal with %s is refused', (_name, [view, error]) => {
  expect(checkView(view, 'modal')).toMatchObject({ ok: false, error })
})

test('a modal at its limits is taken', () => {
  const view = modal({
    submit: plain(24),
    close: plain(24),
    private_metadata: 'x'.repeat(3000),
    blocks: [input({ type: 'plain_text_input', max_length: 3000 })],
  })

  expect(checkView(view, 'modal')).toMatchObject({ ok: true })
})
