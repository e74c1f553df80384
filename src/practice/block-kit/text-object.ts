import { z } from 'zod'

/** Plain text of 1 to `max` characters. */
export function plainText(max: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() })
}

/** Text in Slack's own markup, 1 to `max` characters. */
export function mrkdwnText(max: number) {
  return z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() })
}

/** Either kind of text. */
export function anyText(max: number) {
  return z.discriminatedUnion('type', [plainText(max), mrkdwnText(max)])
}
