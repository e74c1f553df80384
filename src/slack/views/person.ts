import { mrkdwn } from './text.ts'

const SLACK_PERSON = /^slack:([UW][A-Z0-9]{1,30})$/

/** A person for mrkdwn: Slack users by their id, so that Slack shows the name they have; others by name. */
export function personText(by: { id: string; name: string }): string {
  const user = SLACK_PERSON.exec(by.id)?.[1]
  return user ? `<@${user}>` : mrkdwn(by.name, 80)
}
