import type { Block } from '../block-kit/blocks.ts'
import type { ViewContent } from '../block-kit/check-view.ts'

/** Somebody in the workspace; `name` is the handle. */
export type Person = { id: string; name: string; realName: string; bot?: boolean }

/** `im`: a person's talk with the app. A bot outside a private channel does not see it at all. */
export type Channel = { id: string; name: string; kind: 'public' | 'private' | 'im'; topic?: string; members: string[] }

/** A user group, `@handle`. */
type UserGroup = { id: string; handle: string; name: string; users: string[] }

/** `ts` is Slack's id of a message: seconds, a dot, six digits. */
export type Message = {
  channel: string
  ts: string
  threadTs?: string
  user: string
  text: string
  blocks?: Block[]
  byApp: boolean
  /** Only this person sees it. */
  onlyFor?: string
  editedTs?: string
  metadata?: { event_type: string; event_payload: Record<string, unknown> }
  reactions: { name: string; users: string[] }[]
}

/** A modal or a home tab as it stands now. `hash` changes with every change. */
export type View = {
  id: string
  user: string
  hash: string
  content: ViewContent
  rootId: string
  previousId: string | null
  /** The channel whence it was opened, for where a person looks. */
  channel?: string
}

/** A trigger as it was handed out; `at` in milliseconds since the epoch. */
export type Trigger = { id: string; user: string; at: number; used: boolean; view?: string; channel?: string }

/** Where an answer may be sent; `source` is the message that was pressed. */
export type ResponseUrl = {
  id: string
  user: string
  channel: string
  at: number
  uses: number
  source?: { ts: string; threadTs?: string; onlyFor?: string }
}

/** What Slack itself tells one person, outside any channel: a press that the app did not answer, for one. */
type Notice = { id: string; user: string; text: string; at: number }

/** Everything that the stand-in remembers: plain JSON. */
export type WorkspaceState = {
  people: Person[]
  channels: Channel[]
  groups: UserGroup[]
  messages: Message[]
  views: View[]
  triggers: Trigger[]
  responseUrls: ResponseUrl[]
  notices: Notice[]
  lastTs: string
}

/** The app and its workspace, as Slack's payloads name them. */
export const APP = {
  teamId: 'T0PRACTICE',
  teamDomain: 'practice',
  appId: 'A0WHY403AP',
  botId: 'B0WHY403BT',
  botUserId: 'U0WHY403BT',
  name: 'why403',
  verificationToken: 'practice-verification-token',
} as const

const ADA = 'U0ADALOVEL'
const GRACE = 'U0GRACEHOP'
const ALAN = 'U0ALANTURI'
const RADIA = 'U0RADIAPER'
const EVERYONE = [ADA, GRACE, ALAN, RADIA]

/** A workspace as it is on the first day: four people, the app in some channels and not in others. */
export function firstState(): WorkspaceState {
  return {
    people: [
      { id: ADA, name: 'ada', realName: 'Ada Lovelace' },
      { id: GRACE, name: 'grace', realName: 'Grace Hopper' },
      { id: ALAN, name: 'alan', realName: 'Alan Turing' },
      { id: RADIA, name: 'radia', realName: 'Radia Perlman' },
      { id: APP.botUserId, name: APP.name, realName: APP.name, bot: true },
    ],
    channels: [
      {
        id: 'C0INCIDENT',
        name: 'incidents',
        kind: 'public',
        topic: 'Something is forbidden? Ask /why403',
        members: [...EVERYONE, APP.botUserId],
      },
      { id: 'C0ONCALL01', name: 'on-call', kind: 'public', topic: 'Hand-overs', members: [...EVERYONE, APP.botUserId] },
      { id: 'C0GENERAL1', name: 'general', kind: 'public', topic: 'why403 is not a member here', members: EVERYONE },
      {
        id: 'G0LEADS001',
        name: 'leads',
        kind: 'private',
        topic: 'Private: why403 cannot see it until it is invited',
        members: [ADA, GRACE],
      },
    ],
    groups: [
      { id: 'S0ONCALL01', handle: 'oncall', name: 'On call', users: [ADA, GRACE] },
      { id: 'S0SRELEADS', handle: 'sre-leads', name: 'SRE leads', users: [GRACE] },
      { id: 'S0EDGETEAM', handle: 'edge-team', name: 'Edge team', users: [RADIA] },
    ],
    messages: [],
    views: [],
    triggers: [],
    responseUrls: [],
    notices: [],
    lastTs: '0.000000',
  }
}
