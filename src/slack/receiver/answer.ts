import type { Envelope, PayloadKind } from './payload.ts'

/** What Slack is answered: a status, and a body that is empty, a text, or JSON. */
export type Answer = { status: number; body?: string | object }

/** Taken; nothing to show. */
export const OK: Answer = { status: 200 }

/** The HTTP response for an answer. */
export function responseOf({ status, body }: Answer): Response {
  if (body === undefined || body === '') return new Response(null, { status })
  if (typeof body === 'string') return new Response(body, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
  return Response.json(body, { status })
}

const SORRY = 'why403 cannot store anything just now, so nothing was started and nothing was lost. Please try again in a minute.'

/**
 * What Slack is answered when a payload could not be kept. Events: 503, so that Slack sends them again. People see
 * Slack's own vague warning on a 503, so they are told in words: commands in the answer, modals in the modal (which
 * stays open with what was typed), and presses by `tell`, since the answer to a press is not shown.
 */
export function unstoredAnswer(kind: PayloadKind, body: Envelope): { answer: Answer; tell?: string } {
  if (kind === 'command') return { answer: { status: 200, body: { response_type: 'ephemeral', text: SORRY } } }
  if (kind === 'submission') {
    const first = firstInput(body)
    if (first) return { answer: { status: 200, body: { response_action: 'errors', errors: { [first]: SORRY } } } }
  }
  if ((kind === 'press' || kind === 'shortcut') && body.response_url) return { answer: OK, tell: SORRY }
  return { answer: { status: 503 } }
}

function firstInput(body: Envelope): string | undefined {
  const input = body.view?.blocks?.find((block): block is { type: string; block_id: string } => {
    return typeof block === 'object' && block !== null && 'type' in block && block.type === 'input' && 'block_id' in block
  })
  return input?.block_id
}
