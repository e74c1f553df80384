import { isWhy403Error } from '../../errors.ts'
import { listOpen } from '../../incidents/list-open.ts'
import { readView } from '../../incidents/read-view.ts'
import { listRules } from '../../store/rules/read-rules.ts'
import { CARD_SLOT, readMessages, saveMessage } from '../../store/slack/slack-messages.ts'
import type { Person } from '../access.ts'
import { mistakeSentence } from '../command/mistake.ts'
import type { Command } from '../command/parse-command.ts'
import { errorSentence } from '../error-sentence.ts'
import type { Turn } from '../receiver/turn.ts'
import { cardMessage } from '../views/card.ts'
import { helpMessage } from '../views/help.ts'
import { incidentList, ruleList } from '../views/lists.ts'
import { AlreadyDone, type Desk } from './desk.ts'
import { mayOpen, openFromSlack } from './open-from-slack.ts'
import type { Reply } from './reply.ts'

type Place = { team: string; channel: string; threadTs?: string }
type Asked = {
  command: Exclude<Command, { kind: 'form' }>
  person: Person
  place: Place
  reply: Reply /** The card is answer enough when an incident opens. */
  quiet?: boolean
}

const LISTED = 15

/** Does what a command asks for and replies; a command's mistake is told with what was found and expected. */
export async function answerCommand(desk: Desk, turn: Turn, asked: Asked): Promise<void> {
  const { command, reply, place } = asked
  const { incidents } = desk
  try {
    switch (command.kind) {
      case 'open':
        return await open(desk, turn, { ...asked, command })
      case 'list':
        return await reply(incidentList(await listOpen(incidents, { limit: LISTED })))
      case 'show':
        return await show(desk, command.incident, { place, reply })
      case 'rules':
        return await reply(ruleList(command.words, await listRules(incidents.store.db, { limit: LISTED, words: command.words })))
      case 'help':
        return await reply(helpMessage())
      case 'mistake':
        return await reply(mistakeSentence(command))
      default:
        return command satisfies never
    }
  } catch (error) {
    if (error instanceof AlreadyDone) return
    if (!isWhy403Error(error) || error.retryable) throw error
    await reply(errorSentence(error))
  }
}

async function open(desk: Desk, turn: Turn, asked: Asked & { command: Extract<Command, { kind: 'open' }> }): Promise<void> {
  const { command, person, place, reply, quiet = false } = asked
  await mayOpen(desk, person, async () => {
    if (!quiet) await reply('Opening… Slack is asked first whether you may.')
  })
  const { name } = await openFromSlack(desk, turn, { request: command.request, person, place, ...(command.as ? { as: command.as } : {}) })
  const ignored = command.ignored.length > 0 ? ` Ignored, since they cannot be honoured here: ${command.ignored.join(', ')}.` : ''
  if (!quiet || ignored !== '')
    await reply(`${name} is open; its card follows here, and \`/why403 ${name}\` shows it to you anywhere.${ignored}`)
}

async function show(desk: Desk, incident: number, { place, reply }: { place: Place; reply: Reply }): Promise<void> {
  const view = await readView(desk.incidents, incident)
  await reply(cardMessage(view))
  if (await bringCardHere(desk, incident, place)) desk.follow(incident)
}

/** A card that Slack would not take where it was asked for (the app was no member) is posted where it is asked for now. */
async function bringCardHere({ incidents }: Desk, incident: number, place: Place): Promise<boolean> {
  const rows = await readMessages(incidents.store.db, incident)
  const card = rows.find((row) => row.slot === CARD_SLOT)
  if (card?.state !== 'gone' || card.ts !== undefined) return false
  for (const row of rows) {
    const { team, channel, threadTs } = place
    await saveMessage(incidents.store.db, {
      ...row,
      team,
      channel,
      threadTs,
      state: 'due',
      lastError: undefined,
      updatedAt: incidents.now(),
    })
  }
  return true
}
