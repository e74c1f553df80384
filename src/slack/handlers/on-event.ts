import { z } from 'zod'
import { listOpen } from '../../incidents/list-open.ts'
import { listRules } from '../../store/rules/read-rules.ts'
import { ACTION } from '../action-id.ts'
import { parseCommand } from '../command/parse-command.ts'
import { withoutMentions } from '../command/slack-text.ts'
import type { Turn } from '../receiver/turn.ts'
import { rest } from '../rest.ts'
import { homeView } from '../views/home.ts'
import { notice } from '../views/notice.ts'
import { plain } from '../views/text.ts'
import { answerCommand } from './answer-command.ts'
import type { Desk } from './desk.ts'
import { replyInChannel } from './reply.ts'

const Mention = z.object({
  team_id: z.string().default(''),
  event: z.object({
    type: z.literal('app_mention'),
    user: z.string(),
    text: z.string(),
    channel: z.string(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    edited: z.unknown().optional(),
    bot_id: z.string().optional(),
  }),
})

const Home = z.object({ event: z.object({ type: z.literal('app_home_opened'), user: z.string(), tab: z.string().optional() }) })

const LISTED = 15
const NAME_MS = 1_500

/** Events: mentions and App Home; that the app was removed is logged, others are none of why403's. */
export async function onEvent(desk: Desk, turn: Turn): Promise<void> {
  const { event } = turn.body
  if (event?.type === 'app_mention') return onMention(desk, turn)
  if (event?.type === 'app_home_opened') return onHome(desk, turn)
  if (event?.type === 'app_uninstalled' || event?.type === 'tokens_revoked') {
    desk.incidents.log.warn({ event: event.type }, 'A workspace removed why403: its calls will fail until it is installed again')
  }
}

/** People ask. An edited message was read already, and two bots that mention each other would never end. */
async function onMention(desk: Desk, turn: Turn): Promise<void> {
  const { data } = Mention.safeParse(turn.body)
  if (!data || data.event.edited !== undefined || data.event.bot_id !== undefined) return
  const { user, text, channel, ts, thread_ts } = data.event
  const reply = replyInChannel(desk, { channel, user, ...(thread_ts ? { threadTs: thread_ts } : {}) })
  const command = parseCommand(withoutMentions(text))
  if (command.kind === 'form') return reply(formOffer(thread_ts ?? ts))
  const name = await nameSoon(desk, user)
  const person = { id: user, ...(name ? { name } : {}) }
  await answerCommand(desk, turn, {
    command,
    person,
    place: { team: data.team_id, channel, threadTs: thread_ts ?? ts },
    reply,
    quiet: true,
  })
}

/** Somebody's name as Slack tells it; undefined while Slack is slow: an incident does not wait for it. */
async function nameSoon({ directory }: Desk, user: string): Promise<string | undefined> {
  const name = await Promise.race([directory.userName(user), rest(NAME_MS)])
  return name === user ? undefined : name
}

/** A mention has no trigger for a form, but a button gives one. */
function formOffer(thread: string) {
  const offer = notice('Tell me a URL: @why403 https://api.example.com/orders. Or open the form.')
  const button = { type: 'button' as const, action_id: ACTION.form, text: plain('Open the form', 75), value: thread }
  return { ...offer, blocks: [...offer.blocks, { type: 'actions' as const, elements: [button] }] }
}

async function onHome(desk: Desk, turn: Turn): Promise<void> {
  const { data } = Home.safeParse(turn.body)
  if (!data || (data.event.tab ?? 'home') !== 'home') return
  const [open, rules] = [await listOpen(desk.incidents, { limit: LISTED }), await listRules(desk.incidents.store.db, { limit: LISTED })]
  await desk.calls.press('views.publish', { user_id: data.event.user, view: homeView(open, rules) })
}
