import type { CheckResult } from '../checks/finding.ts'
import type { EventOf, IncidentEvent } from './event.ts'
import { isHeldBack } from './held-back.ts'
import { askHere, enterStep, leaveByPerson, rewindToQuestion, rewindToVisit } from './move-on-path.ts'
import { sentProbes } from './sent-probes.ts'
import type { State } from './state.ts'
import { addVerificationResult, startVerification, tellVerification, verificationOfKey } from './verification-runs.ts'

/**
 * The state after `event`. An event that was applied already changes nothing; one that does not fit (an answer to a
 * closed question, a result that is there) changes the seq alone: the log keeps it, the first one counts.
 * @throws TypeError for a gap in the log, or one that does not begin with `opened`
 */
export function reduce(state: State | undefined, event: IncidentEvent): State {
  if (!state) return openState(event)
  if (event.seq <= state.seq) return state
  if (event.seq !== state.seq + 1) throw new TypeError(`INC-${event.incident}: event ${event.seq} follows ${state.seq}`)
  return { ...applyEvent(state, event), seq: event.seq }
}

/** The state that a log tells; undefined for an empty log. */
export function foldEvents(events: readonly IncidentEvent[], from?: State): State | undefined {
  return events.reduce<State | undefined>(reduce, from)
}

function openState(event: IncidentEvent): State {
  if (event.type !== 'opened' || event.seq !== 1) throw new TypeError(`INC-${event.incident}: the log begins with ${event.type}`)
  return {
    incident: event.incident,
    seq: event.seq,
    openedAt: event.at,
    openedBy: event.actor,
    opened: event.data,
    round: 1,
    path: [],
    results: new Map(),
    sent: new Set(),
    sending: new Set(),
    ...(event.data.sendUnsafe && { approval: { by: event.actor, at: event.at } }),
    notes: [],
    escalations: [],
    known: [],
    verifications: [],
  }
}

function applyEvent(state: State, event: IncidentEvent): State {
  const { actor: by, at } = event
  switch (event.type) {
    case 'opened':
      return state
    case 'entered':
      return enterStep(state, event)
    case 'checked':
      return addResult(state, event)
    case 'asked':
      return askHere(state, event)
    case 'answered':
      return leaveByPerson(state, event, { by: 'answer', text: event.data.label })
    case 'skipped':
      return leaveByPerson(state, event, { by: 'skip', text: event.data.reason })
    case 'went-back':
      return rewindToQuestion(state, event.data.question)
    case 'approved':
      return approve(state, event)
    case 'sending':
      return { ...state, sending: new Set(state.sending).add(event.data.key) }
    case 'noted':
      return { ...state, notes: [...state.notes, { ...event.data, by, at }] }
    case 'taken-over':
      return { ...state, owner: { by, at } }
    case 'escalated':
      return { ...state, escalations: [...state.escalations, { ...event.data, by, at }] }
    case 'matched':
      return { ...state, known: mergeKnown(state.known, event.data.known) }
    case 'judged':
      return { ...state, known: state.known.map((known) => judge(known, event)) }
    case 'concluded':
      return { ...state, question: undefined, conclusion: { ...event.data, by, at, seq: event.seq } }
    case 'verifying':
      return startVerification(state, event)
    case 'verified':
      return tellVerification(state, event)
    case 'resolved':
      return resolve(state, event)
    case 'reopened':
      return startRound(state)
    default:
      return event satisfies never
  }
}

function addResult(state: State, event: EventOf<'checked'>): State {
  const { data } = event
  if (verificationOfKey(data.key) !== undefined) return addVerificationResult(state, event)
  if (state.results.has(data.key)) return state
  const sent = state.opened.pasted ? [] : sentProbes(data.result.exchanges)
  return { ...state, results: new Map(state.results).set(data.key, data.result), sent: new Set([...state.sent, ...sent]) }
}

function approve(state: State, { actor: by, at, data }: EventOf<'approved'>): State {
  const [held, kept] = [new Map<string, CheckResult>(), new Map<string, CheckResult>()]
  for (const [key, result] of state.results) (isHeldBack(result) ? held : kept).set(key, result)
  const sending = new Set([...state.sending].filter((key) => !held.has(key)))
  return rewindToVisit({ ...state, approval: { by, at }, results: kept, sending }, data.visit)
}

/** What people said of a rule stays, even when it no longer matches: a refuted rule is not offered again. */
function mergeKnown(before: State['known'], now: EventOf<'matched'>['data']['known']): State['known'] {
  const judged = new Map(before.filter((known) => known.judged).map((known) => [known.rule, known]))
  const fresh = now.map((known) => ({ ...known, ...(judged.has(known.rule) && { judged: judged.get(known.rule)?.judged }) }))
  const gone = [...judged.values()].filter((known) => !now.some((other) => other.rule === known.rule))
  return [...fresh, ...gone]
}

function judge(known: State['known'][number], { actor, data }: EventOf<'judged'>): State['known'][number] {
  return known.rule === data.rule ? { ...known, judged: { verdict: data.verdict, by: actor } } : known
}

/** Who closed it, and on what proof, stays when what was filed is refined. */
function resolve(state: State, { actor: by, at, data }: EventOf<'resolved'>): State {
  const filed = { ...data.resolution, ruleId: data.rule }
  const first = state.resolution
  if (first?.proof !== undefined)
    return { ...state, resolution: { ...filed, by: first.by, at: first.at, proof: first.proof, refined: { by, at } } }
  return { ...state, question: undefined, resolution: { ...filed, by, at, ...(data.proof !== undefined && { proof: data.proof }) } }
}

/** Fresh findings and a path from the start; a press approved the old round only. */
function startRound(state: State): State {
  return {
    ...state,
    round: state.round + 1,
    path: [],
    results: new Map(),
    sent: new Set(),
    sending: new Set(),
    question: undefined,
    approval: undefined,
    conclusion: undefined,
    resolution: undefined,
  }
}
