import type { Core } from '../core.ts'
import { commandParcel } from '../delivery/parcels.ts'
import type { Delivery } from '../delivery/sender.ts'
import { findChannel, findPerson } from '../workspace/find.ts'
import { postMessage } from '../workspace/post-message.ts'
import { applyAnswer, issueResponseUrl, MessageAnswer } from '../workspace/response-urls.ts'
import { APP, type ResponseUrl } from '../workspace/state.ts'
import { issueTrigger } from '../workspace/triggers.ts'
import { commandText } from './message-text.ts'
import { responseUrl } from './payload-parts.ts'
import { failureOf } from './tell.ts'

/** A slash command as typed, `/why403 …`. Slack shows the answer, or its own word for what went wrong, to that person alone. */
export async function runCommand(core: Core, input: { user: string; channel: string; text: string }): Promise<Delivery> {
  const { workspace } = core
  const person = findPerson(workspace, input.user)
  const channel = findChannel(workspace, input.channel)
  const [command = '', ...rest] = input.text.trim().split(/(?<=^\S+)\s+/)
  const urlId = issueResponseUrl(workspace, { user: person.id, channel: channel.id })
  const delivery = await core.send(
    commandParcel({
      token: APP.verificationToken,
      team_id: APP.teamId,
      team_domain: APP.teamDomain,
      channel_id: channel.id,
      channel_name: channel.kind === 'public' ? channel.name : channel.kind === 'im' ? 'directmessage' : 'privategroup',
      user_id: person.id,
      user_name: person.name,
      command,
      text: commandText(workspace, rest.join(' ')),
      api_app_id: APP.appId,
      is_enterprise_install: 'false',
      response_url: responseUrl(core, urlId),
      trigger_id: issueTrigger(workspace, { user: person.id, channel: channel.id }),
    }),
  )
  showAnswer(core, { id: urlId, user: person.id, channel: channel.id, at: 0, uses: 0 }, { command, delivery })
  return delivery
}

function showAnswer(core: Core, to: ResponseUrl, came: { command: string; delivery: Delivery }): void {
  const failure = failureOf(came.delivery) ?? applyBody(core, to, came.delivery)
  if (!failure) return
  const text = `${came.command} failed with the error "${failure}"`
  postMessage(core.workspace, { channel: to.channel, text, onlyFor: to.user, user: 'USLACKBOT' })
}

function applyBody(core: Core, to: ResponseUrl, delivery: Delivery): string | null {
  if (delivery.outcome !== 'answered' || delivery.body.trim() === '') return null
  const isJson = delivery.headers.get('content-type')?.startsWith('application/json')
  try {
    const answer = isJson ? MessageAnswer.parse(JSON.parse(delivery.body)) : { text: delivery.body }
    if (Object.keys(answer).length > 0) applyAnswer(core.workspace, to, answer)
    return null
  } catch {
    return 'invalid_command_response'
  }
}
