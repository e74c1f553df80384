import type { ModalView } from '@slack/types'
import { z } from 'zod'
import { isWhy403Error } from '../../errors.ts'
import type { Turn } from '../receiver/turn.ts'
import { rest } from '../rest.ts'
import type { Desk } from './desk.ts'
import type { Reply } from './reply.ts'

/** How long a form may be waited for before an empty one is shown in its place: the trigger lives 3 s in all. */
const READY_MS = 300
const EXPIRED = 'Slack took too long to hand over your press, so the form could not be opened. Please press again.'
const UNOPENED = 'Slack could not open the form just now. Nothing was lost; please press again.'

type Shown = { trigger: string | undefined; view: ModalView; reply: Reply }

/** Opens a modal for a press that just came; one whose trigger has died is asked to be pressed again. Never throws for Slack's sake. */
export async function showModal(desk: Desk, turn: Turn, { trigger, view, reply }: Shown): Promise<void> {
  await openView(desk, turn, { trigger, view, reply })
}

type Pending = { trigger: string | undefined; ready: Promise<ModalView>; loading: ModalView; reply: Reply }

/** Opens a modal that must be read first: at once when it is there in time, else an empty one that is filled afterwards. */
export async function showModalWhenReady(desk: Desk, turn: Turn, { trigger, ready, loading, reply }: Pending): Promise<void> {
  const first = await Promise.race([ready, rest(READY_MS)])
  if (first) return showModal(desk, turn, { trigger, view: first, reply })
  const id = await openView(desk, turn, { trigger, view: loading, reply })
  if (id) await desk.calls.press('views.update', { view_id: id, view: await ready })
}

async function openView(desk: Desk, turn: Turn, { trigger, view, reply }: Shown): Promise<string | undefined> {
  if (turn.redriven || !trigger) {
    await reply(EXPIRED)
    return undefined
  }
  try {
    const opened = await desk.calls.press('views.open', { trigger_id: trigger, view })
    return z.object({ view: z.object({ id: z.string() }) }).safeParse(opened).data?.view.id
  } catch (error) {
    if (!isWhy403Error(error, 'slack.refused', 'slack.unavailable')) throw error
    const word = String(error.facts.error)
    desk.incidents.log.warn({ error: word }, 'A modal could not be opened')
    await reply(word.includes('trigger') ? EXPIRED : UNOPENED)
    return undefined
  }
}
