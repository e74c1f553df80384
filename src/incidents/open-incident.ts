import type { SubjectRequest } from '../checks/check.ts'
import type { TargetConfig } from '../config/config.ts'
import { findTarget } from '../config/find-target.ts'
import { Why403Error } from '../errors.ts'
import type { Exchange } from '../exchange.ts'
import { redactExchange } from '../redaction/redact-exchange.ts'
import { secretsOfExchange } from '../redaction/secrets-of-exchange.ts'
import { secretsOfRequest } from '../redaction/secrets-of-request.ts'
import type { RunbookSet } from '../runbook/tree.ts'
import { inTransaction, type Tx } from '../store/database.ts'
import { appendEvents } from '../store/incidents/append-events.ts'
import { createIncident } from '../store/incidents/create-incident.ts'
import type { Actor, BodyOf, Origin } from '../walk/event.ts'
import { reduce } from '../walk/reduce.ts'
import type { State } from '../walk/state.ts'
import { enqueueAdvance } from './driving/advance-job.ts'
import { stateAfter } from './driving/decide.ts'
import { incidentName } from './incident-name.ts'
import type { IncidentPowers } from './incident-powers.ts'
import { isUnsafe } from './request/approval-offer.ts'
import { chooseSubject } from './request/choose-subject.ts'
import { pastedBody } from './request/pasted-evidence.ts'
import { sealRequest, secretValues, shownRequest } from './request/sealed-request.ts'
import { projectionOf } from './view/projection-of.ts'

type Opening = {
  request: SubjectRequest
  /** Identity to diagnose; see `chooseSubject` for what is taken without it. */
  as?: string
  actor: Actor
  origin: Origin
  /** The actor approves the unsafe method for this diagnosis. */
  sendUnsafe?: boolean
  /**
   * Answers that somebody pasted: they are the evidence, read by the checks as if they had just come, and nothing is
   * sent for this incident. A check that would have to ask something else fails as `refused`.
   */
  pasted?: readonly Exchange[]
  /** The caller drives it itself, at once: no job is queued. Should it die before, the incident is found due all the same. */
  driven?: boolean
}

type Opened = BodyOf<'opened'>

/**
 * Opens an incident and queues the job that drives it, in one transaction. The walk is pinned to the current runbooks;
 * credentials, body and secret parameters are sealed, the log holds what may be shown.
 * @throws `url.invalid`, `target.unlisted`, `identity.unknown`, `target.unsafe-never`
 */
export async function openIncident(powers: IncidentPowers, opening: Opening): Promise<{ incident: number; name: string }> {
  const { store } = powers
  const at = powers.now()
  const request = { ...opening.request, method: opening.request.method.toUpperCase() }
  const found = findTarget(powers.config, request.url)
  if (opening.sendUnsafe && isUnsafe(request.method)) refuseUnlessAsked(found.target, found.name)
  const subject = chooseSubject({ as: opening.as, request, target: found.target, name: found.name })
  const shown = shownRequest(request)
  const set = powers.library.current()
  const incident = await inTransaction(store, async (tx) => {
    const sealed = await sealRequest(tx, store, { request, shown, now: at })
    const body = openedBody(set, { ...opening, found, subject, shown, sealed })
    const number = await writeOpening(tx, powers, { set, at, actor: opening.actor, body, request, pasted: opening.pasted ?? [] })
    await powers.within?.(tx, number)
    if (!opening.driven) await enqueueAdvance(store, tx, number)
    return number
  })
  powers.onEvent?.(incident)
  return { incident, name: incidentName(incident) }
}

function refuseUnlessAsked(target: TargetConfig, name: string): void {
  if (target.unsafeMethods === 'ask') return
  throw new Why403Error('target.unsafe-never', `${name} never allows unsafe methods: its unsafeMethods is "never".`)
}

type Parts = Opening & {
  found: ReturnType<typeof findTarget>
  subject: ReturnType<typeof chooseSubject>
  shown: ReturnType<typeof shownRequest>
  sealed: string | undefined
}

function openedBody({ start, revision }: RunbookSet, parts: Parts): Opened {
  const { found, subject, shown, sealed, origin, sendUnsafe, pasted } = parts
  const { name, ...identity } = subject
  return {
    type: 'opened',
    data: {
      request: shown,
      ...(sealed && { sealed }),
      target: found.name,
      targetOwner: found.target.owner,
      subject: name,
      identity,
      start,
      revision,
      origin,
      sendUnsafe: (sendUnsafe ?? false) && isUnsafe(shown.method),
      pasted: (pasted ?? []).length > 0,
    },
  }
}

type Writing = { set: RunbookSet; at: Date; actor: Actor; body: Opened; request: SubjectRequest; pasted: readonly Exchange[] }

async function writeOpening(tx: Tx, powers: IncidentPowers, { set, at, actor, body, request, pasted }: Writing): Promise<number> {
  const projection = (state: State) => projectionOf(state, set, powers.runner.checks)
  const opened = (incident: number) => reduce(undefined, { ...body, incident, seq: 1, at, actor })
  const { incident } = await createIncident(tx, { at, actor, body, projection: (number) => projection(opened(number)) })
  if (pasted.length === 0) return incident
  const known = [...secretValues(request), ...secretsOfRequest(request), ...pasted.flatMap(secretsOfExchange)]
  const bodies = [pastedBody(pasted.map((exchange) => redactExchange(exchange, known)))]
  const after = stateAfter(opened(incident), bodies, { actor, at })
  await appendEvents(tx, { incident, seen: 1, at, actor, bodies, projection: projection(after) })
  return incident
}
