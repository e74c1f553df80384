import type { Parcel } from './sender.ts'

const FORM = 'application/x-www-form-urlencoded'

/** A slash command: a plain form. docs.slack.dev/interactivity/implementing-slash-commands */
export function commandParcel(fields: Record<string, string>): Parcel {
  return { type: 'slash_commands', contentType: FORM, body: new URLSearchParams(fields).toString(), payload: fields }
}

/** An interaction: a form with one field of JSON. docs.slack.dev/interactivity/handling-user-interaction */
export function interactionParcel(payload: Record<string, unknown>): Parcel {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  return { type: 'interactive', contentType: `${FORM}; charset=utf-8`, body, payload }
}

/** An event: JSON; a repeated delivery says so. docs.slack.dev/apis/events-api */
export function eventParcel(payload: Record<string, unknown>, retry?: { num: number; reason: string }): Parcel {
  const headers: Record<string, string> = retry ? { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason } : {}
  return { type: 'events_api', contentType: 'application/json', body: JSON.stringify(payload), payload, headers }
}
