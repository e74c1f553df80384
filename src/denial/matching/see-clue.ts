import type { Answer } from '../answer/read-answer.ts'
import type { Clue } from '../signature.ts'

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
  if ('host' in clue) return seeHost(answer, clue)
  if ('path' in clue) return answer.path.toLowerCase().includes(clue.path) ? { where: 'url', text: answer.path } : undefined
  if ('method' in clue)
    return answer.method.toLowerCase() === clue.method ? { where: 'url', text: `${answer.method} ${answer.host}` } : undefined
  if ('plainText' in clue) return seePlainText(answer)
  if ('jsonBody' in clue) return answer.json.size > 0 ? { where: 'body', text: answer.text.slice(0, QUOTE_AFTER) } : undefined
  if ('headerName' in clue) return seeHeaderName(answer, clue.headerName)
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
  const before = start === 0 ? text.slice(0, from) : fromFirstSpace(text.slice(start, from))
  const after =
    end === text.length ? text.slice(to) : text.slice(to, text.lastIndexOf(' ', end - 1) < to ? to : text.lastIndexOf(' ', end - 1) + 1)
  return `${before}${text.slice(from, to)}${after}`
}

function seeHost({ host }: Answer, clue: Extract<Clue, { host: string }>): Hit | undefined {
  const isThere = host === clue.host || host.endsWith(`.${clue.host}`)
  return isThere && (clue.match?.test(host) ?? true) ? { where: 'url', text: host } : undefined
}

function fromFirstSpace(text: string): string {
  const at = text.indexOf(' ')
  return at < 0 ? '' : text.slice(at)
}

/** Words alone, neither markup nor JSON. */
function seePlainText({ text, json }: Answer): Hit | undefined {
  return json.size === 0 && /^\s*[^\s<{]/.test(text) ? { where: 'body', text: text.trim().slice(0, QUOTE_AFTER) } : undefined
}

function seeHeaderName({ headers }: Answer, pattern: RegExp): Hit | undefined {
  for (const [name, value] of headers) if (pattern.test(name)) return { where: `header:${name}`, text: value }
  return undefined
}

function seeInHeader(answer: Answer, clue: Extract<Clue, { header: string }>): Hit | undefined {
  const value = answer.headers.get(clue.header)
  if (clue.endsInPort && (answer.port === '' || !value?.endsWith(`:${answer.port}`))) return undefined
  return value !== undefined && seeHeader(value, clue) ? { where: `header:${clue.header}`, text: value } : undefined
}

/** Whether a header's value is what the clue wants. */
export function seeHeader(value: string, { has, match }: Pick<Extract<Clue, { header: string }>, 'has' | 'match'>): boolean {
  return (has === undefined || value.toLowerCase().includes(has)) && (match?.test(value) ?? true)
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
