import { z } from 'zod'
import { parseCommand } from '../command/parse-command.ts'
import type { Turn } from '../receiver/turn.ts'
import { openModal } from '../views/open-modal.ts'
import { answerCommand } from './answer-command.ts'
import type { Desk } from './desk.ts'
import { replyToCommand } from './reply.ts'
import { showModal } from './show-modal.ts'

const CommandBody = z.object({
  text: z.string().default(''),
  team_id: z.string().default(''),
  channel_id: z.string().default(''),
  user_id: z.string(),
  user_name: z.string().optional(),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
})

/** `/why403 …`. The incident is stored before Slack is answered. */
export async function onCommand(desk: Desk, turn: Turn): Promise<void> {
  const body = CommandBody.parse(turn.body)
  const command = parseCommand(body.text)
  const reply = replyToCommand(desk, turn)
  if (command.kind === 'form') {
    await turn.ack()
    const view = openModal({ channel: body.channel_id, respond: body.response_url })
    return showModal(desk, turn, { trigger: body.trigger_id, view, reply })
  }
  const person = { id: body.user_id, ...(body.user_name ? { name: body.user_name } : {}) }
  await answerCommand(desk, turn, { command, person, place: { team: body.team_id, channel: body.channel_id }, reply })
}
