import type { Answer } from './read-answer.ts'
import type { Clue } from './signature.ts'

/** Where a clue was seen: `where` as in Evidence, `text` what stood there. */
export type Hit = { where: string; text: string }

const QUOTE_BEFORE = 20
const QUOTE_AFTER = 140

/** Looks one clue up in an answer; `at` is where its body literal starts when the index has found it already. */
export function seeClue(answer: Answer, clue: Clue, at?: number): Hit | undefined {
  if ('body' in clue) return seeInBody(answer, clue, at)
  if ('header' in clue) return seeInHeader(answer, clue)
  if ('json' in clue) return seeInJson(answer, clue)
  if ('scheme' in clue) return seeInChallenges(answer, clue)
  if ('host' in clue)
    return answer.host === clue.host || answer.host.endsWith(`.${clue.host}`) ? { where: 'url', text: answer.host } : undefined
  if ('path' in clue) return answer.path.toLowerCase().includes(clue.path) ? { where: 'url', text: answer.path } : undefined
  return answer.text.trim() === '' ? { where: 'body', text: '(empty body)' } : undefined
}

function seeInBody(answer: Answer, clue: Extract<Clue, { body: string }>, found?: number): Hit | undefined {
  const at = found ?? answer.text.toLowerCase().indexOf(clue.body)
  if (at < 0 || (clue.match && !clue.match.test(answer.text))) return undefined
  return { where: 'body', text: quoteAround(answer.text, at, at + clue.body.length) }
}

/** Words around a place, whole ones only: half a token would not be recognised as one when secrets are removed. */
function quoteAround(text: string, from: number, to: number): string {
  const start = Math.max(0, from - QUOTE_BEFORE)
  const end = Math.min(text.length, to + QUOTE_AFTER)
  const before = start === 0 ? text.slice(0, from) : text.slice(start, from).replace(/^[^ ]*/, '')
  const after = end === text.length ? text.slice(to) : text.slice(to, end).replace(/[^ ]*$/, '')
  return `${before}${text.slice(from, to)}${after}`
}

function seeInHeader(answer: Answer, clue: Extract<Clue, { header: string }>): Hit | undefined {
  const value = answer.headers.get(clue.header)
  if (value === undefined) return undefined
  if (clue.has !== undefined && !value.toLowerCase().includes(clue.has)) return undefined
  return clue.match && !clue.match.test(value) ? undefined : { where: `header:${clue.header}`, text: value }
}

function seeInJson(answer: Answer, clue: Extract<Clue, { json: string }>): Hit | undefined {
  const value = answer.json.get(clue.json)?.find((each) => {
    const lower = each.toLowerCase()
    return (
      (clue.is === undefined || lower === clue.is) &&
      (clue.has === undefined || lower.includes(clue.has)) &&
      (clue.match?.test(each) ?? true)
    )
  })
  return value === undefined ? undefined : { where: 'body', text: `${clue.json}: ${value}` }
}

function seeInChallenges(answer: Answer, clue: Extract<Clue, { scheme: string }>): Hit | undefined {
  const challenge = answer.challenges.find(({ scheme, params }) => {
    if (scheme !== clue.scheme) return false
    if (clue.param === undefined) return true
    const value = params[clue.param]
    return value !== undefined && (clue.has === undefined || value.toLowerCase().includes(clue.has))
  })
  if (!challenge) return undefined
  const where = answer.headers.has('www-authenticate') ? 'header:www-authenticate' : 'header:proxy-authenticate'
  const params = Object.entries(challenge.params).map(([name, value]) => `${name}="${value}"`)
  return { where, text: [challenge.scheme, params.join(', ')].join(' ').trim() }
}
