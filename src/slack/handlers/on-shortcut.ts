import { z } from 'zod'
import { findThread } from '../../store/slack/slack-messages.ts'
import { CALLBACK } from '../action-id.ts'
import { findInMessage } from '../command/find-in-message.ts'
import { hideSecrets } from '../command/hide-secrets.ts'
import type { Turn } from '../receiver/turn.ts'
import { type ModalContext, messageModal } from '../views/modal.ts'
import { notice } from '../views/notice.ts'
import { type OpenDraft, openModal } from '../views/open-modal.ts'
import { type Desk, FORM_REQUEST } from './desk.ts'
import type { Reply } from './reply.ts'
import { showModal } from './show-modal.ts'

const Body = z.object({
  callback_id: z.string(),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  team: z.object({ id: z.string(), domain: z.string().optional() }).nullish(),
  channel: z.object({ id: z.string() }).optional(),
  message_ts: z.string().optional(),
  message: z.looseObject({ ts: z.string().optional(), thread_ts: z.string().optional() }).optional(),
})
type Shortcut = z.infer<typeof Body>

/** The trigger lives 3 s: the thread's incident is looked up no longer than this, and then not offered. */
const LOOKUP_MS = 300
/** What private_metadata has room for beside the rest. */
const SEALED_MAX = 2200

/** "Ask why403" and "Why 403?": a form, filled in from the message. */
export async function onShortcut(desk: Desk, turn: Turn): Promise<void> {
  await turn.ack()
  const { data } = Body.safeParse(turn.body)
  if (!data) return
  const responder = desk.responderFor(data.response_url)
  const reply: Reply = async (message) => void (await responder.whisper(typeof message === 'string' ? notice(message) : message))
  const view = await modalFor(desk, data)
  await showModal(desk, turn, { trigger: data.trigger_id, view, reply })
}

async function modalFor(desk: Desk, shortcut: Shortcut) {
  if (shortcut.callback_id === CALLBACK.start) return openModal({})
  if (shortcut.callback_id !== CALLBACK.fromMessage)
    return messageModal('why403', 'This shortcut is from an older why403: nothing was done.')
  const { message, channel, response_url } = shortcut
  const ts = message?.ts ?? shortcut.message_ts
  const thread = message?.thread_ts ?? ts
  const found = findInMessage(message)
  const incident = await incidentOf(desk, shortcut, thread)
  const link = linkOf(shortcut, ts)
  const context: ModalContext = {
    ...(channel ? { channel: channel.id } : {}),
    ...(thread ? { thread } : {}),
    ...(response_url ? { respond: response_url } : {}),
    ...(incident ? { incident, ...(link ? { link } : {}) } : {}),
    ...sealedRequest(desk, found.request),
  }
  const hide = (text: string | undefined) => text && hideSecrets(text)
  const note = incident ? { note: { incident, text: hideSecrets(found.text) } } : {}
  const draft: OpenDraft = { request: hide(found.request), response: hide(found.response), ...note }
  return openModal(context, draft)
}

function sealedRequest({ incidents }: Desk, request: string | undefined): { sealed?: string } {
  if (!request || hideSecrets(request) === request) return {}
  const sealed = incidents.store.vault.seal(request, FORM_REQUEST)
  return sealed.length <= SEALED_MAX ? { sealed } : {}
}

async function incidentOf({ incidents }: Desk, { team, channel }: Shortcut, threadTs: string | undefined): Promise<number | undefined> {
  if (!team || !channel || !threadTs) return undefined
  const found = findThread(incidents.store.db, { team: team.id, channel: channel.id, threadTs }).catch(() => undefined)
  const late = new Promise<undefined>((resolve) => {
    setTimeout(resolve, LOOKUP_MS, undefined)
  })
  return Promise.race([found, late])
}

/** Slack's own form of a permalink, made without asking Slack. */
function linkOf({ team, channel }: Shortcut, ts: string | undefined): string | undefined {
  if (!team?.domain || !channel || !ts || !/^[a-z0-9-]+$/.test(team.domain)) return undefined
  return `https://${team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`
}
