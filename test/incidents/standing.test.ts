import { expect, test } from 'vitest'
import type { CheckResult } from '../../src/checks/finding.ts'
import type { Exchange } from '../../src/exchange.ts'
import { outcomeStatus, statusNow } from '../../src/incidents/view/standing.ts'
import type { Trail } from '../../src/walk/trail.ts'
import { exchangeOf, foundResult, heldBackExchange, openedData, stateOf } from '../walk/walk-world.ts'
import { TREE } from './incident-world.ts'

const failed = (kind: NonNullable<Exchange['failure']>['kind'], method = 'GET'): Exchange => ({
  ...heldBackExchange(method),
  failure: { kind, message: kind },
})

function trailWith(...exchanges: Exchange[]): Trail {
  const consumed = new Map<string, CheckResult>([['request', foundResult('request', {}, exchanges)]])
  return { stops: [], consumed, findings: new Map() }
}

test.each([
  ['a refusal', [exchangeOf(403)], { verdict: 'denied', cause: 'unknown' }, 'concluded'],
  ['a pass', [exchangeOf(200)], { verdict: 'allowed', cause: 'unknown' }, 'not-reproduced'],
  ['a pass here and a refusal elsewhere', [exchangeOf(200)], { verdict: 'allowed', cause: 'ip-or-geo-restriction' }, 'concluded'],
  ['nothing there', [exchangeOf(404)], { verdict: 'not-found', cause: 'method-or-path' }, 'not-reproduced'],
  ['no answer, and the reason found', [failed('tls')], { verdict: 'unreachable', cause: 'client-certificate' }, 'concluded'],
  ['no answer', [failed('unreachable')], { verdict: 'unreachable', cause: 'unknown' }, 'failed'],
  ['no exchange at all', [], { verdict: 'unreachable', cause: 'unknown' }, 'failed'],
  ['our own safety at the first probe', [failed('refused')], { verdict: 'unreachable', cause: 'unknown' }, 'refused'],
  ['a pass of safe probes alone', [heldBackExchange(), exchangeOf(200)], { verdict: 'allowed', cause: 'unknown' }, 'needs-human'],
  ['a method that is never sent', [failed('refused', 'POST'), exchangeOf(200)], { verdict: 'allowed', cause: 'unknown' }, 'refused'],
  ['a cause settled beside it', [failed('refused', 'POST'), exchangeOf(200)], { verdict: 'allowed', cause: 'method-or-path' }, 'concluded'],
  ['a variant that may not be sent', [exchangeOf(200), failed('refused')], { verdict: 'allowed', cause: 'unknown' }, 'not-reproduced'],
  ['a cause that safe probes settled', [heldBackExchange(), exchangeOf(200)], { verdict: 'allowed', cause: 'method-or-path' }, 'concluded'],
] as const)('an outcome reached with %s', (_, exchanges, outcome, status) => {
  expect(outcomeStatus(trailWith(...exchanges), outcome)).toBe(status)
})

test('an outcome past a write whose answer was lost needs a person, it did not fail', () => {
  const finding = { kind: 'failed' as const, failed: 'interrupted' as const, message: '' }
  const lost: CheckResult = { check: 'request', params: {}, finding, exchanges: [], durationMs: 0 }
  const trail = { ...trailWith(), consumed: new Map([['request', lost]]) }

  expect(outcomeStatus(trail, { verdict: 'unreachable', cause: 'unknown' })).toBe('needs-human')
})

test('an open incident needs a person, unless our own safety refused its first probe', () => {
  const state = stateOf({ type: 'opened', data: openedData(TREE) })

  expect(statusNow(state, trailWith(exchangeOf(403)))).toBe('needs-human')
  expect(statusNow(state, trailWith(failed('refused')))).toBe('refused')
})
