import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import type { Block } from '../block-kit/blocks.ts'
import { SHORTCUTS } from '../people/shortcuts.ts'
import type { FaultRule } from '../web-api/faults.ts'
import { APP, type Channel, type Message, type View } from '../workspace/state.ts'
import { homeOf, modalsOf } from '../workspace/views.ts'
import type { Workspace } from '../workspace/workspace.ts'

const MESSAGES_SHOWN = 600

/** What one person sees, apart from the messages. */
type Surroundings = {
  me: string
  app: { userId: string; name: string }
  people: { id: string; name: string; realName: string; bot: boolean }[]
  channels: (Channel & { hasApp: boolean })[]
  groups: { id: string; handle: string }[]
  shortcuts: typeof SHORTCUTS
  modals: PageView[]
  home: PageView | null
  notices: { id: string; text: string }[]
  faults: FaultRule[]
}

type PageView = { id: string; hash: string; user: string; content: Omit<View['content'], 'blocks'> & { blocks: PageBlock[] } }
type PageBlock = Block & { tree?: unknown }

/** A message as the page draws it: markdown blocks come parsed. */
type PageMessage = Omit<Message, 'blocks' | 'metadata'> & { blocks?: PageBlock[] }

/** What `user` sees around the messages. */
export function surroundingsFor(workspace: Workspace, user: string, faults: FaultRule[]): Surroundings {
  const { state } = workspace
  const home = homeOf(workspace, user)
  return {
    me: user,
    app: { userId: APP.botUserId, name: APP.name },
    people: state.people.map(({ bot = false, ...person }) => ({ ...person, bot })),
    channels: channelsFor(workspace, user),
    groups: state.groups.map(({ id, handle }) => ({ id, handle })),
    shortcuts: SHORTCUTS,
    modals: modalsOf(workspace, user).map(pageView),
    home: home ? pageView(home) : null,
    notices: state.notices.filter((notice) => notice.user === user).map(({ id, text }) => ({ id, text })),
    faults,
  }
}

/** The latest messages that `user` sees, oldest first. */
export function messagesFor(workspace: Workspace, user: string): PageMessage[] {
  const visible = new Set(channelsFor(workspace, user).map((channel) => channel.id))
  return workspace.state.messages
    .filter((message) => visible.has(message.channel) && (!message.onlyFor || message.onlyFor === user))
    .slice(-MESSAGES_SHOWN)
    .map(({ metadata: _, blocks, ...message }) => ({ ...message, ...(blocks ? { blocks: blocks.map(pageBlock) } : {}) }))
}

function channelsFor({ state }: Workspace, user: string): Surroundings['channels'] {
  return state.channels
    .filter((channel) => channel.kind === 'public' || channel.members.includes(user))
    .map((channel) => ({ ...channel, hasApp: channel.members.includes(APP.botUserId) }))
}

function pageView({ id, hash, user, content }: View): PageView {
  return { id, hash, user, content: { ...content, blocks: content.blocks.map(pageBlock) } }
}

function pageBlock(block: Block): PageBlock {
  if (block.type !== 'markdown') return block
  const tree = fromMarkdown(block.text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  return { ...block, tree: withoutPositions(tree) }
}

function withoutPositions(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value) => (key === 'position' ? undefined : value)))
}
