import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import { CALLBACK } from '../action-id.ts'
import { section } from './elements.ts'
import { choiceInput, type ModalContext, modal, textInput } from './modal.ts'
import { plain } from './text.ts'

/** Field ids of the form. */
export const OPEN_FIELD = {
  act: 'act',
  note: 'note',
  request: 'request',
  method: 'method',
  identity: 'identity',
  response: 'response',
  channel: 'channel',
} as const

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** What the form is filled with beforehand. `note` offers to add `noteText` to that incident instead of opening one. */
export type OpenDraft = { request?: string; method?: string; response?: string; note?: { incident: number; text: string } }

/** The form behind `/why403` alone, "Ask why403" and "Why 403?". Without a channel in `context` it asks for one. */
export function openModal(context: ModalContext, draft: OpenDraft = {}): ModalView {
  const blocks: KnownBlock[] = [
    ...(draft.note ? noteFields(draft.note) : []),
    textInput({
      id: OPEN_FIELD.request,
      label: 'URL, or a whole curl command',
      value: draft.request,
      lines: true,
      optional: draft.note !== undefined,
      placeholder: 'https://api.example.com/orders',
      hint: 'Only listed targets are asked. Secrets in a curl command are sealed, never shown.',
    }),
    choiceInput({ id: OPEN_FIELD.method, label: 'Method', options: methodOptions(draft.method), value: draft.method ?? 'GET' }),
    textInput({
      id: OPEN_FIELD.identity,
      label: 'As which identity',
      optional: true,
      placeholder: 'member',
      hint: 'Left empty: the credentials in the curl command, or the target’s first identity that has any.',
    }),
    textInput({
      id: OPEN_FIELD.response,
      label: 'The response somebody saw',
      value: draft.response,
      lines: true,
      optional: true,
      hint: 'Pasted output of curl -i, or a body: it is read, and nothing is sent.',
    }),
    ...(context.channel ? [] : [channelInput()]),
  ]
  return modal({ callback: CALLBACK.open, title: 'Why 403?', submit: draft.note ? 'Go' : 'Open incident', context, blocks })
}

function methodOptions(extra: string | undefined) {
  const all = extra && !METHODS.includes(extra) ? [...METHODS, extra] : METHODS
  return all.map((method) => ({ value: method, label: method }))
}

function noteFields({ incident, text }: NonNullable<OpenDraft['note']>): KnownBlock[] {
  return [
    section('This message is in the thread of an incident.'),
    choiceInput({
      id: OPEN_FIELD.act,
      label: 'What shall I do with it?',
      options: [
        { value: 'note', label: `Add to INC-${incident} as a note` },
        { value: 'open', label: 'Open a new incident' },
      ],
      value: 'note',
    }),
    textInput({ id: OPEN_FIELD.note, label: 'Note', value: text, lines: true, optional: true }),
  ]
}

function channelInput(): InputBlock {
  return {
    type: 'input',
    block_id: OPEN_FIELD.channel,
    optional: true,
    label: plain('Where to follow it', 200),
    hint: plain('Left empty: in a direct message to you.', 400),
    element: { type: 'conversations_select', action_id: OPEN_FIELD.channel, default_to_current_conversation: true },
  }
}
