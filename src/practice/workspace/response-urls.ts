import { z } from 'zod'
import type { Block } from '../block-kit/blocks.ts'
import { RESPONSE_URL_MS, RESPONSE_URL_USES } from '../block-kit/limits.ts'
import { ApiRefusal } from '../web-api/api-refusal.ts'
import { readBlocks } from '../web-api/message-arguments.ts'
import { nextTs } from './next-ts.ts'
import { postMessage } from './post-message.ts'
import type { Message, ResponseUrl } from './state.ts'
import type { Workspace } from './workspace.ts'

const KEPT = 1000

/** What an app may send to a response_url, or answer a slash command with. */
export const MessageAnswer = z.looseObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
})
export type MessageAnswer = z.infer<typeof MessageAnswer>

/** A fresh response_url's id for what a person did. */
export function issueResponseUrl(workspace: Workspace, from: Pick<ResponseUrl, 'user' | 'channel' | 'source'>): string {
  const { responseUrls } = workspace.state
  const id = workspace.newId().replaceAll('-', '')
  responseUrls.push({ id, at: workspace.now().getTime(), uses: 0, ...from })
  responseUrls.splice(0, Math.max(0, responseUrls.length - KEPT))
  return id
}

/** Counts one use. @throws `expired_url` after 30 minutes or when unknown, `used_url` after five uses. */
export function useResponseUrl(workspace: Workspace, id: string): ResponseUrl {
  const url = workspace.state.responseUrls.find((one) => one.id === id)
  if (!url || workspace.now().getTime() - url.at > RESPONSE_URL_MS) throw new ApiRefusal('expired_url')
  if (url.uses >= RESPONSE_URL_USES) throw new ApiRefusal('used_url')
  url.uses += 1
  return url
}

/** Does what the answer says: a new message, another text for the pressed one, or its end. @throws `no_text`, `invalid_blocks` … */
export function applyAnswer(workspace: Workspace, url: ResponseUrl, answer: MessageAnswer): void {
  const source = sourceOf(workspace, url)
  const blocks = answer.delete_original ? undefined : readBlocks(answer.blocks)
  if (answer.delete_original) removeMessage(workspace, source)
  else if (!answer.text && !blocks?.length) throw new ApiRefusal('no_text')
  else if (answer.replace_original && source) replaceMessage(workspace, source, { text: answer.text, blocks })
  else postAnswer(workspace, url, { answer, blocks })
}

function postAnswer(workspace: Workspace, url: ResponseUrl, made: { answer: MessageAnswer; blocks: Block[] | undefined }): void {
  const { answer, blocks } = made
  postMessage(workspace, {
    channel: url.channel,
    text: answer.text ?? '',
    ...(blocks?.length ? { blocks } : {}),
    ...(answer.thread_ts ? { threadTs: answer.thread_ts } : {}),
    ...(answer.response_type === 'in_channel' ? {} : { onlyFor: url.user }),
  })
}

function sourceOf({ state }: Workspace, url: ResponseUrl): Message | undefined {
  return state.messages.find((message) => message.channel === url.channel && message.ts === url.source?.ts)
}

function removeMessage(workspace: Workspace, message: Message | undefined): void {
  workspace.state.messages = workspace.state.messages.filter((one) => one !== message)
  workspace.changed()
}

function replaceMessage(workspace: Workspace, message: Message, fresh: { text: string | undefined; blocks: Block[] | undefined }): void {
  message.text = fresh.text ?? message.text
  if (fresh.blocks?.length) message.blocks = fresh.blocks
  else delete message.blocks
  if (!message.onlyFor) message.editedTs = nextTs(workspace)
  workspace.changed()
}
