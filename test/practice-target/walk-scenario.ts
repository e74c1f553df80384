import type { CheckRunner, CheckSession } from '../../src/checks/check-runner.ts'
import type { CheckResult } from '../../src/checks/finding.ts'
import type { Config } from '../../src/config/config.ts'
import { findTarget } from '../../src/config/find-target.ts'
import { identify } from '../../src/denial/identify.ts'
import { decide, stateAfter } from '../../src/incidents/driving/decide.ts'
import { chooseSubject } from '../../src/incidents/request/choose-subject.ts'
import type { Scenario } from '../../src/practice/target/scenario.ts'
import type { RunbookSet } from '../../src/runbook/tree.ts'
import { parseCommand } from '../../src/slack/command/parse-command.ts'
import { answersOf } from '../../src/walk/choose-branch.ts'
import type { EventBody } from '../../src/walk/event.ts'
import { isHeldBack } from '../../src/walk/held-back.ts'
import { next } from '../../src/walk/next.ts'
import type { PlannedCheck } from '../../src/walk/planned-check.ts'
import { prefetch } from '../../src/walk/prefetch.ts'
import { reduce } from '../../src/walk/reduce.ts'
import type { State } from '../../src/walk/state.ts'
import { trailOf } from '../../src/walk/trail.ts'

const PERSON = { kind: 'person', id: 'test', name: 'Pat' } as const

export type Ground = { config: Config; runner: CheckRunner; set: RunbookSet }
/** How a walk ended: its conclusion, or the question that nobody answered, and what it cost. */
export type Walked = { state: State; asked: string[]; probes: number; ms: number }

/** Walks one scenario as the service does, without a store: real checks over HTTP, the scenario's answers in place of people. */
export async function walkScenario(ground: Ground, scenario: Scenario): Promise<Walked> {
  const began = performance.now()
  const { state: opened, open } = openWalk(ground, scenario)
  let state = opened
  let session = open(false)
  let probes = 0
  const asked: string[] = []
  for (;;) {
    const walked = await driveUntilPerson(ground, state, session)
    state = walked
    if (!state.question || state.conclusion) break
    const step = ground.set.stepByAddress.get(state.question.step)
    asked.push(step?.title ?? '')
    const body = personsTurn(ground, state, scenario, asked)
    if (!body) break
    state = stateAfter(state, [body], { actor: PERSON, at: new Date() })
    if (body.type !== 'approved') continue
    probes += session.probes()
    await session.close()
    session = open(true)
  }
  probes += session.probes()
  await session.close()
  return { state, asked, probes, ms: performance.now() - began }
}

function openWalk({ config, runner, set }: Ground, scenario: Scenario): { state: State; open: (approved: boolean) => CheckSession } {
  const command = parseCommand(scenario.command.replace(/^\/why403 /, ''))
  if (command.kind !== 'open') throw new TypeError(`${scenario.id}: not a command that opens an incident`)
  const { request } = command
  const { name, target } = findTarget(config, request.url)
  const { name: subject, ...identity } = chooseSubject({ as: command.as, request, target, name })
  const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key.toLowerCase(), [value]]))
  const state = reduce(undefined, {
    type: 'opened',
    incident: 1,
    seq: 1,
    at: new Date(),
    actor: PERSON,
    data: {
      request: { method: request.method, url: request.url, headers, hasBody: false },
      target: name,
      targetOwner: target.owner,
      subject,
      identity,
      start: set.start,
      revision: set.revision,
      origin: { via: 'api' },
      sendUnsafe: false,
      pasted: false,
    },
  })
  return { state, open: (approved) => runner.openSession({ incident: 'INC-1', target: name, request, subject, approved, probesUsed: 0 }) }
}

/** Runs what the walk wants and prefetches the rest, until a person is needed or it ends. */
async function driveUntilPerson({ config, runner, set }: Ground, from: State, session: CheckSession): Promise<State> {
  const running = new Map<string, Promise<void>>()
  const arrived = new Map<string, CheckResult>()
  let state = from
  const start = (plan: PlannedCheck, urgent: boolean) => {
    if (running.has(plan.key) || arrived.has(plan.key)) return
    const exchanges = plan.reads ?? []
    const run = session.start({ check: plan.check, params: plan.params, exchanges, denial: identify(exchanges), urgent })
    const done = run.result.then((result) => {
      running.delete(plan.key)
      arrived.set(plan.key, result)
    })
    running.set(plan.key, done)
  }
  for (;;) {
    const decision = decide(state, arrived, { set, checks: runner.checks, config, now: new Date() })
    state = decision.state
    if (decision.next.kind === 'stuck') throw new Error(`stuck at ${decision.next.step}: ${decision.next.why}`)
    if (decision.next.kind !== 'run') break
    for (const plan of decision.next.checks) start(plan, true)
    for (const plan of prefetch(state, set, runner.checks)) start(plan, false)
    await Promise.race(running.values())
  }
  await Promise.all(running.values())
  return state
}

function personsTurn(
  { set, runner }: Ground,
  state: State,
  { approve, answers = [] }: Scenario,
  asked: readonly string[],
): EventBody | undefined {
  const question = state.question
  const step = question && set.stepByAddress.get(question.step)
  if (!question || !step) return undefined
  if (approve && !state.approval) {
    const held = trailOf(state, set, runner.checks).stops.find(({ calls }) => calls.some(({ result }) => isHeldBack(result)))
    const { method, url } = state.opened.request
    return { type: 'approved', data: { method, url, ...(held && { visit: held.visit.seq }) } }
  }
  const wanted = answers[asked.length - 1 - (approve ? 1 : 0)]
  const branch = wanted && step.title.includes(wanted.question) && answersOf(step).find(({ label }) => label === wanted.answer)
  return branch ? { type: 'answered', data: { question: question.seq, label: branch.label, goto: branch.goto } } : undefined
}

/** What the walk would do next, for a message when it did not end. */
export function whereIs(state: State, { set, runner }: Ground): string {
  const step = state.path.at(-1)?.step
  return state.conclusion?.step ?? `${step} (${next(state, set, runner.checks).kind})`
}
