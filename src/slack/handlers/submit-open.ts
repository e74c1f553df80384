import type { SubjectRequest } from '../../checks/check.ts'
import { readInput } from '../../denial/input/read-input.ts'
import { isWhy403Error, type Why403Error } from '../../errors.ts'
import type { Exchange } from '../../exchange.ts'
import { hideSecrets } from '../command/hide-secrets.ts'
import { mistakeSentence } from '../command/mistake.ts'
import { parseCommand } from '../command/parse-command.ts'
import { errorSentence } from '../error-sentence.ts'
import type { Turn } from '../receiver/turn.ts'
import { OPEN_FIELD } from '../views/open-modal.ts'
import { AlreadyDone, type Desk, FORM_REQUEST } from './desk.ts'
import { mayOpen, openFromSlack } from './open-from-slack.ts'
import { replyInChannel } from './reply.ts'
import type { Submission } from './submission.ts'

type Read = { request: SubjectRequest; as?: string; pasted?: Exchange[] }
type FormErrors = { errors: Record<string, string> }

/** The form that opens an incident: mistakes are shown at their field, and the form stays as it is. */
export async function submitOpen(desk: Desk, turn: Turn, submission: Submission): Promise<void> {
  const { context, person, team, values } = submission
  const channel = context.channel ?? values[OPEN_FIELD.channel] ?? person.id
  const tell = replyInChannel(desk, { channel, user: person.id, ...(context.thread ? { threadTs: context.thread } : {}) })
  const refuse = async ({ errors }: FormErrors) => {
    turn.forget = true
    const shown = await turn.ack({ response_action: 'errors', errors })
    if (!shown) await tell(Object.values(errors).join(' '))
  }
  const read = readForm(withSecrets(desk, submission))
  if ('errors' in read) return refuse(read)
  try {
    await mayOpen(desk, person)
    const place = { team, channel, ...(context.thread ? { threadTs: context.thread } : {}) }
    await openFromSlack(desk, turn, { ...read, person, place, respond: context.respond })
    await turn.ack()
  } catch (error) {
    if (error instanceof AlreadyDone) return
    if (!isWhy403Error(error) || error.retryable) throw error
    await refuse({ errors: { [fieldOf(error)]: errorSentence(error) } })
  }
}

/** A request that was left as the form showed it is the one that the form was filled in from, secrets and all. */
function withSecrets({ incidents }: Desk, { context, values }: Submission): Submission['values'] {
  if (!context.sealed) return values
  const whole = incidents.store.vault.open(context.sealed, FORM_REQUEST)
  return values[OPEN_FIELD.request] === hideSecrets(whole).trim() ? { ...values, [OPEN_FIELD.request]: whole } : values
}

function fieldOf(error: Why403Error): string {
  return error.code === 'identity.unknown' ? OPEN_FIELD.identity : OPEN_FIELD.request
}

function readForm(values: Submission['values']): Read | FormErrors {
  const pasted = readResponse(values[OPEN_FIELD.response])
  if ('errors' in pasted) return pasted
  const text = values[OPEN_FIELD.request] ?? urlOf(pasted.exchanges)
  if (!text) return fieldError(OPEN_FIELD.request, 'Found nothing, expected the URL that was refused.')
  const command = parseCommand(text)
  if (command.kind === 'mistake') return fieldError(OPEN_FIELD.request, mistakeSentence(command))
  if (command.kind !== 'open') return fieldError(OPEN_FIELD.request, 'Found a command, expected a URL or a whole curl command.')
  const saysMethod = !/^https?:/i.test(text.trim())
  const request = { ...command.request, method: saysMethod ? command.request.method : (values[OPEN_FIELD.method] ?? 'GET') }
  const as = values[OPEN_FIELD.identity]?.replace(/^@/, '') ?? command.as
  const exchanges = pasted.exchanges.map((one) => withRequest(one, request))
  return { request, ...(as ? { as } : {}), ...(exchanges.length > 0 ? { pasted: exchanges } : {}) }
}

function readResponse(text: string | undefined): { exchanges: Exchange[] } | FormErrors {
  if (!text) return { exchanges: [] }
  const items = readInput(text)
  const wrong = items.find((item) => 'error' in item)
  if (wrong && 'error' in wrong) return fieldError(OPEN_FIELD.response, `Found ${wrong.error.found}, expected ${wrong.error.expected}.`)
  return { exchanges: items.flatMap((item) => ('exchange' in item ? [item.exchange] : [])) }
}

function urlOf(exchanges: readonly Exchange[]): string | undefined {
  const url = exchanges[0]?.request.url
  return url && URL.canParse(url) ? url : undefined
}

/** `curl -i` shows no request: the form's own is what was answered. */
function withRequest(exchange: Exchange, request: SubjectRequest): Exchange {
  if (URL.canParse(exchange.request.url)) return exchange
  return { ...exchange, request: { ...exchange.request, method: request.method, url: request.url } }
}

function fieldError(field: string, text: string): FormErrors {
  return { errors: { [field]: text } }
}
