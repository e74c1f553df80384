import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resolutionDraft } from '../../src/incidents/resolution-draft.ts'
import { checkBlocks } from '../../src/practice/block-kit/check-blocks.ts'
import { readValue, writeValue } from '../../src/slack/button-value.ts'
import { desiredMessages } from '../../src/slack/sync/desired-messages.ts'
import { cardMessage } from '../../src/slack/views/card.ts'
import { homeView } from '../../src/slack/views/home.ts'
import { resolveModal } from '../../src/slack/views/incident-modals.ts'
import { incidentList, ruleList } from '../../src/slack/views/lists.ts'
import { documentMessage } from '../../src/slack/views/notice.ts'
import { openModal } from '../../src/slack/views/open-modal.ts'
import { codeSpan, markdownText, mrkdwn, plain } from '../../src/slack/views/text.ts'
import { blockIds, brokenLimits, textSize } from './block-limits.ts'
import { ADA, anyView, HOSTILE, sampleView } from './view-samples.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...HOSTILE)).map((parts) => parts.join('')),
)

function buttons(blocks: readonly unknown[]): { text: { text: string }; value: string; style?: string; confirm?: unknown }[] {
  return JSON.stringify(blocks) === ''
    ? []
    : (blocks.flatMap((block) =>
        ((block as { elements?: { type: string }[] }).elements ?? []).filter((one) => one.type === 'button'),
      ) as never)
}

describe('text', () => {
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
    )
  })
})

describe('messages', () => {
  test('any incident keeps every limit of Slack, in each of its messages', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        for (const { slot, message } of desiredMessages(view, new Map())) {
          expect({ slot, broken: brokenLimits(message.blocks) }).toEqual({ slot, broken: [] })
          expect(textSize(message.blocks)).toBeLessThanOrEqual(9000)
          expect(message.text.length).toBeLessThanOrEqual(4000)
          expect(message.blocks.length).toBeLessThanOrEqual(50)
          expect(new Set(blockIds(message.blocks)).size).toBe(message.blocks.length)
          expect(checkBlocks(message.blocks, 50)).toMatchObject({ ok: true })
          expect(JSON.stringify(message)).not.toMatch(/<!(channel|here|everyone)/)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('the card has at most five buttons, whatever there is to press', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(buttons(cardMessage(view).blocks).length).toBeLessThanOrEqual(5)
      }),
    )
  })

  test('the same incident always gives the same messages', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(desiredMessages(structuredClone(view), new Map())).toEqual(desiredMessages(view, new Map()))
      }),
      { numRuns: 30 },
    )
  })

  test('block ids are new with each seq, and the hash is not', () => {
    const [before, after] = [sampleView({ seq: 5 }), sampleView({ seq: 6 })].map((view) => desiredMessages(view, new Map())[0])

    expect(after?.message.blocks[0]?.block_id).not.toBe(before?.message.blocks[0]?.block_id)
    expect(after?.hash).toBe(before?.hash)
  })
})

describe('the card', () => {
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

  test('a concluded card has the Outcome and Resolve…; a resolved one says by whom', () => {
    const conclusion = {
      status: 'concluded' as const,
      title: 'Missing grant',
      cause: 'insufficient-permissions' as const,
      fix: 'Grant it.',
      correct: false,
      denial: null,
      verdict: 'denied' as const,
      at: ADA.at,
    }
    const resolution = {
      layer: 'application' as const,
      product: 'x',
      cause: 'unknown' as const,
      rule: 'r',
      fix: 'f',
      prevention: '',
      ruleId: 'id',
      by: ADA,
    }
    const concluded = JSON.stringify(cardMessage(sampleView({ state: 'concluded', question: undefined, conclusion })).blocks)
    const resolved = JSON.stringify(cardMessage(sampleView({ state: 'resolved', question: undefined, conclusion, resolution })).blocks)

    expect(concluded).toContain('*Outcome:* Missing grant')
    expect(concluded).toContain('Resolve…')
    expect(resolved).toContain('*Resolved* by <@U0ADA>')
    expect(resolved).not.toContain('Resolve…')
  })

  const refused = {
    verdict: 'denied' as const,
    layer: 'application' as const,
    product: 'unknown',
    cause: 'insufficient-permissions' as const,
    causes: [
      { cause: 'insufficient-permissions' as const, confidence: 0.5 },
      { cause: 'default-deny' as const, confidence: 0.45 },
    ],
    confidence: 0.94,
    evidence: [
      { exchange: 0, where: 'status', text: '403', means: 'It refuses' },
      { exchange: 0, where: 'body', text: 'RBAC: access denied', means: 'The policy refused' },
      { exchange: 0, where: 'header:server', text: 'envoy', means: 'The policy refused' },
    ],
    via: [],
    references: [],
  }
  const ended = {
    status: 'concluded' as const,
    title: 'Missing grant',
    cause: 'insufficient-permissions' as const,
    fix: 'Grant it.',
    correct: false,
    denial: refused,
    verdict: 'denied' as const,
    at: ADA.at,
  }

  test('a concluded card quotes its evidence in two to four lines: the answer, the telling check, the person', () => {
    const findings = ['request', 'compare', 'token'].map((check) => ({ check, ok: true, line: `${check} says`, onPath: true }))
    const path = [{ step: 'a.md#who', title: 'Who passes?', left: { by: 'answer' as const, text: 'Admins', who: 'ada', at: ADA.at } }]
    const view = sampleView({ state: 'concluded', question: undefined, denial: refused, conclusion: ended, findings, path })

    const evidence = JSON.stringify(cardMessage(view).blocks).match(/\*Evidence\*(.*?)"/)?.[1]

    expect(evidence?.split('\\n•').slice(1)).toEqual([
      ' body `RBAC: access denied`: The policy refused',
      ' status `403`: It refuses',
      ' compare: compare says',
      ' ada answered “Who passes?”: Admins',
    ])
  })

  test('a layer whose name says it all is told once, and with how sure it is', () => {
    const card = JSON.stringify(
      cardMessage(sampleView({ state: 'concluded', question: undefined, denial: refused, conclusion: ended })).blocks,
    )

    expect(card).toContain('*Layer:* `application`, _certain_\\n')
  })

  test('a cause that has rivals is not told as certain, however sure the layer is', () => {
    const card = JSON.stringify(cardMessage(sampleView({ denial: refused })).blocks)

    expect(card).toContain('by the *application*, _certain_')
    expect(card).toMatch(/Cause, not settled yet: [^"]*insufficient-permissions[^"]*, or [^"]*default-deny/)
  })

  test('while a write was only tried by reading, nothing says that it works now', () => {
    const write = { request: { method: 'POST', url: 'https://api.test/' }, verdict: 'allowed' as const }
    const asked = JSON.stringify(cardMessage(sampleView(write)).blocks)
    const done = JSON.stringify(
      cardMessage(
        sampleView({ ...write, state: 'concluded', question: undefined, conclusion: { ...ended, denial: null, verdict: 'allowed' } }),
      ).blocks,
    )

    for (const card of [asked, done]) {
      expect(card).toContain('Reading passes; the POST itself has not been sent')
      expect(card).not.toContain('it works now')
    }
  })

  test('what would make a question automatic stands in small print below its buttons', () => {
    const question = sampleView().question as NonNullable<ReturnType<typeof sampleView>['question']>
    const text = 'Did it work?\n\nWhat would make this automatic: a log.'
    const { blocks } = cardMessage(sampleView({ question: { ...question, text } }))

    const types = blocks.map((block) => block.type)
    expect(JSON.stringify(blocks[types.indexOf('actions') + 1])).toContain('What would make this automatic: a log.')
    expect(JSON.stringify(blocks.filter((block) => block.type === 'section'))).not.toContain('automatic')
  })
})

describe('other views', () => {
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
    expect(['', 'click_me_123', '{"i":"7"}', '[]', undefined].map(readValue)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})
