import type { Config } from '../../config/config.ts'
import type { RunbookSet } from '../../runbook/tree.ts'
import { lostApproval } from '../../walk/lost-write.ts'
import { next } from '../../walk/next.ts'
import type { State } from '../../walk/state.ts'
import { trailOf } from '../../walk/trail.ts'
import type { WalkChecks } from '../../walk/walk-checks.ts'
import { escalationTarget } from '../driving/escalation-target.ts'
import { incidentName } from '../incident-name.ts'
import { approvalOffer } from '../request/approval-offer.ts'
import type { IncidentView } from '../view.ts'
import { actorName, byAt } from './actor-name.ts'
import { findingLines } from './finding-lines.ts'
import { previousQuestion } from './previous-question.ts'
import { findingsOver, stateWord, statusNow } from './standing.ts'
import { questionView, stepView, titleOf } from './step-view.ts'
import { unseenSources } from './unseen-sources.ts'
import { verificationViews, verifyView } from './verification-view.ts'

type Ground = { state: State; set: RunbookSet; checks: WalkChecks; config: Config; now: Date }

/** An incident as surfaces show it: pure, of the state, the runbooks it is pinned to and the configuration. */
export function viewOf({ state, set, checks, config, now }: Ground): IncidentView {
  const trail = trailOf(state, set, checks)
  const { opened } = state
  const { denial, verdict } = state.conclusion ?? findingsOver(trail)
  const backTo = state.resolution ? undefined : previousQuestion(state)?.question
  return {
    incident: state.incident,
    name: incidentName(state.incident),
    seq: state.seq,
    state: stateWord(state, next(state, set, checks)),
    status: statusNow(state, trail),
    origin: opened.origin,
    request: { method: opened.request.method, url: opened.request.url },
    target: { name: opened.target, owner: config.targets[opened.target]?.owner ?? opened.targetOwner ?? opened.target },
    subject: opened.subject,
    runbook: runbookView(state, set),
    openedAt: state.openedAt.toISOString(),
    openedBy: byAt(state.openedBy, state.openedAt),
    ...peopleOf(state),
    step: stepView(state, set, trail),
    question: questionView(state, set, trail),
    approval: approvalView(state, config),
    ...(lostApproval(state) && { lostWrite: true as const }),
    path: pathView(state, set),
    findings: findingLines(state, trail),
    unseen: unseenSources(state, trail),
    verdict,
    denial,
    conclusion: conclusionView(state, set),
    verify: verifyView(state, config),
    verifications: verificationViews(state),
    escalateTo: escalateTo(state, config, denial),
    canGoBack: backTo !== undefined,
    backTo,
    probes: state.sent.size,
    ms: (state.conclusion?.at ?? state.resolution?.at ?? now).getTime() - state.openedAt.getTime(),
  }
}

/** The people in an incident, and what they wrote, approved and judged. */
function peopleOf({ owner, approval, notes, escalations, known, resolution }: State) {
  return {
    owner: owner && byAt(owner.by, owner.at),
    approvedBy: approval && byAt(approval.by, approval.at),
    notes: notes.map(({ by, at, ...note }) => ({ ...note, by: byAt(by, at) })),
    escalations: escalations.map(({ by, at, ...escalation }) => ({ ...escalation, by: byAt(by, at) })),
    knownRules: known.map(({ judged, ...rule }) => ({
      ...rule,
      ...(judged && { judged: { verdict: judged.verdict, who: actorName(judged.by) } }),
    })),
    resolution: resolution && resolutionView(resolution),
  } satisfies Partial<IncidentView>
}

function resolutionView({ by, at, refined, ...resolution }: NonNullable<State['resolution']>): IncidentView['resolution'] {
  return { ...resolution, by: byAt(by, at), ...(refined && { refined: byAt(refined.by, refined.at) }) }
}

function runbookView(state: State, set: RunbookSet): IncidentView['runbook'] {
  const file = state.opened.start.split('#')[0] ?? state.opened.start
  const title = set.runbooks.find((runbook) => runbook.file === file)?.title ?? file
  return { file, title, revision: state.opened.revision }
}

function approvalView(state: State, config: Config): IncidentView['approval'] {
  const offer = approvalOffer(state, config)
  return offer.kind === 'offered' ? { method: offer.method, label: `Send ${offer.method} for real` } : undefined
}

function pathView(state: State, set: RunbookSet): IncidentView['path'] {
  return state.path.map(({ step, left }) => ({
    step,
    title: titleOf(set, step),
    ...(left && { left: { by: left.by, text: left.text, at: left.at.toISOString(), ...whoLeft(left) } }),
  }))
}

function whoLeft({ actor }: NonNullable<State['path'][number]['left']>): { who?: string } {
  return actor.kind === 'person' ? { who: actor.name } : {}
}

function conclusionView({ conclusion }: State, set: RunbookSet): IncidentView['conclusion'] {
  if (!conclusion) return undefined
  const { by, at, seq: _, ...facts } = conclusion
  const title = facts.step && by.kind === 'machine' ? titleOf(set, facts.step) : facts.cause
  return { ...facts, title, at: at.toISOString(), ...(by.kind === 'person' && { by: byAt(by, at) }) }
}

function escalateTo(state: State, config: Config, denial: IncidentView['denial']): string {
  const { target, targetOwner } = state.opened
  return state.conclusion?.escalate ?? escalationTarget(config, { target, fallback: targetOwner }, { word: undefined, denial })
}
