import { z } from 'zod'
import type { CheckResult } from '../../src/checks/finding.ts'
import type { Exchange } from '../../src/exchange.ts'
import type { CheckCatalog } from '../../src/runbook/check-catalog.ts'
import { formatProblem } from '../../src/runbook/format-problem.ts'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'
import type { RunbookSet } from '../../src/runbook/tree.ts'
import type { Actor, EventBody, IncidentEvent } from '../../src/walk/event.ts'
import { foldEvents } from '../../src/walk/reduce.ts'
import type { State } from '../../src/walk/state.ts'
import type { WalkChecks } from '../../src/walk/walk-checks.ts'

const SOME_FINDING = z.object({ status: z.int().optional(), ok: z.boolean().optional(), needsApproval: z.boolean().optional() })

const entry = (name: string) => ({
  name,
  summary: name,
  input: z.strictObject({ as: z.string().optional(), path: z.string().optional() }),
  output: SOME_FINDING,
})

/** `request`, `compare` and `methods` ask; `message` reads the path; `rate` asks and is never run ahead. */
export const CATALOG: CheckCatalog = new Map(['request', 'compare', 'methods', 'message', 'rate'].map((name) => [name, entry(name)]))

export const CHECKS: WalkChecks = new Map([
  ['request', { reads: 'nothing', prefetch: true, safety: 'needs approval' }],
  ['compare', { reads: 'nothing', prefetch: true, safety: 'safe' }],
  ['methods', { reads: 'nothing', prefetch: true, safety: 'safe' }],
  ['message', { reads: 'path', prefetch: true, safety: 'safe' }],
  ['rate', { reads: 'nothing', prefetch: false, safety: 'safe' }],
  ['verify', { reads: 'path', prefetch: false, safety: 'needs approval' }],
])

/** Steps written as markdown, linked as `http-403.md`. */
export function runbookOf(steps: string): RunbookSet {
  const text = `---\ntitle: A runbook\nowner: "@owner"\nreviewed: 2026-11-01\n---\n\n${steps}`
  const { set, problems } = lintRunbooks(new Map([['http-403.md', text]]), CATALOG, { today: new Date('2026-11-10') })
  if (!set) throw new TypeError(problems.map(formatProblem).join('\n'))
  return set
}

const MACHINE: Actor = { kind: 'machine' }
export const ADA: Actor = { kind: 'person', id: 'slack:U1', name: 'Ada' }
export const BOB: Actor = { kind: 'person', id: 'slack:U2', name: 'Bob' }
const START = new Date('2026-11-10T12:00:00Z')

export type Opened = Extract<EventBody, { type: 'opened' }>['data']

export function openedData(set: RunbookSet, more: Partial<Opened> = {}): Opened {
  return {
    request: { method: 'GET', url: 'https://api.test/orders/7?page=2', headers: {}, hasBody: false },
    target: 'orders',
    targetOwner: '@team-orders',
    subject: 'member',
    identity: { role: 'member', kind: 'bearer' },
    start: set.start,
    revision: set.revision,
    origin: { via: 'cli' },
    sendUnsafe: false,
    pasted: false,
    ...more,
  }
}

/** The log of INC-7: one event for each body, by the machine unless said otherwise. */
export function logOf(...bodies: (EventBody | [Actor, EventBody])[]): IncidentEvent[] {
  return bodies.map((entry, index) => {
    const [actor, body] = Array.isArray(entry) ? entry : [MACHINE, entry]
    return { ...body, incident: 7, seq: index + 1, at: new Date(START.getTime() + index * 1000), actor }
  })
}

export function stateOf(...bodies: (EventBody | [Actor, EventBody])[]): State {
  const state = foldEvents(logOf(...bodies))
  if (!state) throw new TypeError('an empty log')
  return state
}

export function exchangeOf(status: number, more: { as?: string; body?: string; method?: string; at?: string } = {}): Exchange {
  const { as, body = '', method = 'GET', at = '2026-11-10T12:00:00Z' } = more
  return {
    ...(as && { as }),
    at,
    durationMs: 5,
    request: { method, url: 'https://api.test/orders/7', headers: {} },
    response: { status, headers: { 'content-type': ['text/plain'] }, body },
  }
}

export function heldBackExchange(method = 'POST'): Exchange {
  return {
    request: { method, url: 'https://api.test/orders/7', headers: {} },
    response: null,
    failure: { kind: 'needs-approval', message: 'not sent' },
  }
}

export function foundResult(check: string, value: Record<string, unknown>, exchanges: Exchange[] = []): CheckResult {
  return { check, params: {}, finding: { kind: 'found', value, line: `${check} found` }, exchanges, durationMs: 5 }
}

export function failedResult(check: string, failed: Extract<CheckResult['finding'], { kind: 'failed' }>['failed']): CheckResult {
  return { check, params: {}, finding: { kind: 'failed', failed, message: failed }, exchanges: [], durationMs: 5 }
}
