import { expect, test } from 'vitest'
import { cardMessage } from '../../src/slack/views/card.ts'
import { ADA, CONCLUSION, sampleView } from './view-samples.ts'

test('a concluded card has the Outcome and Resolve…; a resolved one says by whom', () => {
  const conclusion = CONCLUSION
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
const ended = { ...CONCLUSION, denial: refused }

test('a concluded card quotes its evidence in two to four lines: the answer, the telling check, the person', () => {
  const findings = ['request', 'compare', 'token'].map((check) => ({ check, ok: true, line: `${check} says`, onPath: true }))
  const path = [{ step: 'a.md#who', title: 'Who passes?', left: { by: 'answer' as const, text: 'Admins', who: 'ada', at: ADA.at } }]
  const view = sampleView({ state: 'concluded', question: undefined, denial: refused, conclusion: ended, findings, path })

  const evidence = JSON.stringify(cardMessage(view).blocks).match(/\*Evidence\*(.*?)"/)?.[1]

  expect(evidence?.split('\\n•').slice(1)).toEqual([
    ' body `RBAC: access denied`: The policy refused',
    ' compare: compare says',
    ' ada answered “Who passes?”: Admins',
  ])
})

test('what led to the outcome is quoted before what is told anyway, without what could not be seen, which has its own line', () => {
  const line = 'From here 403, origin 200. Could not be seen: eu (down).'
  const findings = [
    { check: 'compare', ok: true, line: 'compare says', onPath: true },
    { check: 'vantage', ok: true, line, onPath: true, decisive: true as const },
  ]
  const unseen = [{ check: 'vantage', source: 'eu', why: 'down' }]

  const card = JSON.stringify(
    cardMessage(sampleView({ state: 'concluded', question: undefined, conclusion: ended, findings, unseen })).blocks,
  )

  expect(card).toContain('• vantage: From here 403, origin 200.\\n• compare')
  expect(card).toContain('Could not be seen: vantage: eu (down)')
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

test('a question shows the references that its answer is looked up by', () => {
  const references = ['a', 'b', 'c'].map((value) => ({ name: 'support id', value, where: 'body' }))

  const card = JSON.stringify(cardMessage(sampleView({ denial: { ...refused, references } })).blocks)

  expect(card).toContain('To look it up: support id `a`, support id `b`"')
})
