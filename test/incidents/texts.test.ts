import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import { decide } from '../../src/incidents/driving/decide.ts'
import { exportMarkdown } from '../../src/incidents/texts/export-markdown.ts'
import { handOverSummary } from '../../src/incidents/texts/hand-over-summary.ts'
import { diagnosisOf } from '../../src/incidents/view/diagnosis-of.ts'
import { viewOf } from '../../src/incidents/view/view-of.ts'
import type { IncidentView } from '../../src/incidents/view.ts'
import { IncidentView as Schema } from '../../src/incidents/view.ts'
import type { EventBody, IncidentEvent } from '../../src/walk/event.ts'
import { next } from '../../src/walk/next.ts'
import type { State } from '../../src/walk/state.ts'
import { ADA, CHECKS, exchangeOf, foundResult, logOf, openedData, stateOf } from '../walk/walk-world.ts'
import { SOME_CONFIG, TREE } from './incident-world.ts'

const NOW = new Date('2026-11-10T12:00:09Z')
const GROUND = { set: TREE, checks: CHECKS, config: SOME_CONFIG, now: NOW }
const opened: EventBody = { type: 'opened', data: openedData(TREE) }

/** An incident whose checks all answer `status` with `body`; what the machine made of it. */
function walked(status: number, body = 'Forbidden by policy'): { state: State; view: IncidentView } {
  let state = stateOf([ADA, opened])
  for (;;) {
    const now = next(state, TREE, CHECKS)
    const plans = now.kind === 'run' ? now.checks : []
    const decision = decide(
      state,
      new Map(plans.map((plan) => [plan.key, foundResult(plan.check, { status }, [exchangeOf(status, { as: plan.check, body })])])),
      GROUND,
    )
    state = decision.state
    if (decision.next.kind !== 'run') return { state, view: viewOf({ state, ...GROUND }) }
  }
}

test('a diagnosis has the fields that programs rely on, and no others', () => {
  const { view } = walked(200)

  expect(diagnosisOf(view)).toEqual({
    incident: 'INC-7',
    runbook: 'http-403.md',
    revision: TREE.revision,
    path: ['http-403.md#reproduce-it', 'http-403.md#works'],
    status: 'not-reproduced',
    verdict: 'allowed',
    denial: null,
    fix: 'Mend /orders/7 for member.',
    escalate: '@team-orders',
    knownRules: [],
    probes: 1,
    ms: 9000,
  })
})

test('an incident that asks needs a human, and its denial is there', () => {
  const diagnosis = diagnosisOf(walked(403).view)

  expect(diagnosis).toMatchObject({ status: 'needs-human', verdict: 'denied', denial: { verdict: 'denied' }, fix: null, escalate: null })
})

test('a view is what its schema says, also after JSON', () => {
  for (const status of [200, 403]) {
    const { view } = walked(status)

    expect(Schema.parse(JSON.parse(JSON.stringify(view)))).toEqual(JSON.parse(JSON.stringify(view)))
  }
})

test('a hand-over names the request, what is known, and what comes next', () => {
  const text = handOverSummary(walked(403).view)

  expect(text).toContain('INC-7 is asking')
  expect(text).toContain('GET https://api.test/orders/7?page=2 as member')
  expect(text).toContain('Next: answer “Who is asking” (Yes / No).')
})

function nodesOf(markdown: string): Nodes[] {
  const nodes: Nodes[] = []
  const visit = (node: Nodes) => {
    nodes.push(node)
    if ('children' in node) node.children.forEach(visit)
  }
  visit(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }))
  return nodes
}

/** What others wrote, at every place where the export shows it. */
function hostileExport(text: string): string {
  const { view } = walked(403)
  const { denial } = view
  if (!denial) throw new TypeError('nothing was refused')
  const by = { id: 'slack:U1', name: text, at: NOW.toISOString() }
  const hostile: IncidentView = {
    ...view,
    request: { method: 'GET', url: text },
    owner: by,
    notes: [{ text, by }],
    findings: [{ check: 'request', ok: true, line: text, onPath: true }],
    denial: { ...denial, product: text, rule: text, evidence: [{ exchange: 0, where: 'body', text, means: text }] },
    resolution: { layer: 'waf', product: text, cause: 'waf-rule', rule: text, fix: text, prevention: text, ruleId: 'x', by },
  }
  const events: IncidentEvent[] = logOf(
    [{ kind: 'person', id: 'x', name: text }, opened],
    { type: 'noted', data: { text, link: text } },
    { type: 'reopened', data: { reason: text } },
    { type: 'escalated', data: { to: text, summary: text } },
    { type: 'checked', data: { key: 'k', result: { ...foundResult('request', {}), finding: { kind: 'found', value: {}, line: text } } } },
  )
  return exportMarkdown(hostile, events)
}

test.each([
  '[x](https://evil.test)',
  '@everyone',
  '![i](http://e.test/i.png)',
  '<b>x</b>',
  '````\n# out',
  '`` `x` ``',
  'https://evil.test',
  '\n\n# head\n- x',
  '<!channel>',
])('what others wrote (%j) neither links, nor calls, nor breaks out of the export', (text) => {
  const nodes = nodesOf(hostileExport(text))

  expect(nodes.filter(({ type }) => ['link', 'image', 'html', 'linkReference', 'definition'].includes(type))).toEqual([])
  expect(nodes.filter((node) => node.type === 'text' && /@\w/.test(node.value))).toEqual([])
  expect(nodes.filter(({ type }) => type === 'heading')).toHaveLength(6)
})

test('whatever others wrote, the export keeps its shape', () => {
  const shape = (text: string) =>
    nodesOf(hostileExport(text))
      .map(({ type }) => type)
      .join()
  const plain = shape('plain')
  fc.assert(
    fc.property(
      fc.string({
        minLength: 1,
        unit: fc.constantFrom('`', '~', '\n', '#', '-', '[', ']', '(', ')', '!', '<', '>', '@', 'a', ' ', '|', '*', '\\'),
      }),
      (text) => {
        fc.pre(text.trim() !== '')
        expect(shape(text)).toBe(plain)
      },
    ),
  )
})
