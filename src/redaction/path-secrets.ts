import { REDACTED } from './redacted.ts'

/**
 * Paths that are credentials themselves, the secret last: webhooks of Slack, Discord and Microsoft Teams, Telegram's bots
 * (each maker's documentation), and links sent by mail, where the segment before tells what the next one is.
 */
const TOKEN_PATHS = [
  /(\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/)([^?#\s]{8,1024})/gi,
  /(\/api\/(?:v\d{1,3}\/)?webhooks\/\d{5,32}\/)([\w-]{20,256})/gi,
  /(\.webhook\.office\.com\/webhookb2\/)([^?#\s]{8,1024})/gi,
  /(\/(?:file\/)?bot\d{5,32}:)([\w-]{20,256})/g,
  /(\/(?:(?:access|auth|reset|api)[-_]?)?(?:token|secret)s?\/)([\w.~+=%-]{20,4096})(?![\w.~+=%-])/gi,
  /(\/(?:(?:reset|forgot|change|set|new)[-_]?password|password[-_]?reset|reset|magic(?:[-_]?(?:link|login))?|invit(?:e|ation)s?|activat(?:e|ion)|confirm(?:ation)?|(?:verify|confirm)[-_]?(?:e-?mail|account)|verify|unsubscribe)\/)([\w.~+=%-]{20,4096})(?![\w.~+=%-])/gi,
] as const

/** A word of each pattern: one look tells that a path has none of them. */
const ANY_WORD = /hook|bot\d|token|secret|password|reset|magic|invit|activat|confirm|verify|unsubscribe/i

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A name of words is no token: it has digits and letters, and is no UUID, which numbers things everywhere. */
function isToken(value: string): boolean {
  return /\d/.test(value) && /[a-z]/i.test(value) && !UUID.test(value)
}

/** A URL or path without the segments that are credentials. Linear. */
export function withoutPathTokens(path: string): string {
  if (!ANY_WORD.test(path)) return path
  return TOKEN_PATHS.reduce(
    (text, pattern) => text.replace(pattern, (whole, lead: string, value: string) => (isToken(value) ? `${lead}${REDACTED}` : whole)),
    path,
  )
}

/** The segments of a URL or path that are credentials. */
export function pathSecrets(path: string): string[] {
  if (!ANY_WORD.test(path)) return []
  return TOKEN_PATHS.flatMap((pattern) => [...path.matchAll(pattern)].map(([, , value = '']) => value).filter(isToken))
}
