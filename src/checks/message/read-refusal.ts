import type { Denial } from '../../denial/denial.ts'
import type { Exchange, HeaderFields } from '../../exchange.ts'
import { redactExchange } from '../../redaction/redact-exchange.ts'
import type { CheckContext } from '../check.ts'
import { visibleText } from '../visible-text.ts'
import { betterAnswer } from './better-answer.ts'
import { cachingOf } from './cacheable-refusal.ts'
import type { Lack, MessageFinding, Topic } from './message-finding.ts'
import { leaksOf } from './refusal-leaks.ts'
import { refusalTopics } from './refusal-topics.ts'
import { statusFit } from './status-fit.ts'
import { tellsExistence } from './tells-existence.ts'

const SAYS_MAX = 500
const READ_MAX = 8_000

const USUAL_WORDS =
  /\b(?:40[13]|error|http|status|code|message|title|forbidden|access|is|was|to|the|this|resource|page|denied|unauthorized|not|allowed|you|do|don't|don’t|have|permission|on|server|request|requested|url|path|nginx|apache|and|your|or|are|for|sorry|detail|type|about|blank|null|true|false|timestamp|instance)\b|[\d.,:;{}"'[\]()/!_-]+/gi

const WHOM_TO_ASK =
  /\bcontact\b|\bask\b|\brequest access\b|\bsupport\b|\badministrator\b|@[\w-]+\.[a-z]{2,}|https?:\/\/\S*(?:support|help|access)/i
const REFERENCE =
  /\b(?:reference|request|incident|support|event|ray|correlation|trace)[ _-]?(?:id|number|code|#)?["']?\s*[:=#]\s*["']?[\w-]{6,}/i
/** Headers whose words explain a refusal. */
const TELLING_HEADERS = [
  'www-authenticate',
  'x-deny-reason',
  'x-denied-reason',
  'x-error',
  'x-error-message',
  'x-amzn-errortype',
  'warning',
]

/** `owner` is whom to ask, `sends` whether the subject sends credentials. */
type Given = Pick<CheckContext, 'request' | 'exchanges' | 'denial'> & { owner: string; sends: boolean }
type Told = Pick<MessageFinding, 'says' | 'empty' | 'generic' | 'tellsReason' | 'tellsWhoToAsk' | 'hasReference' | 'mentions'>

function whatItTells({ response }: Exchange, denial: Denial): Told {
  const headers = response?.headers ?? {}
  const body = visibleText(response?.body ?? '', READ_MAX)
  const telling = TELLING_HEADERS.flatMap((name) => headers[name] ?? []).join(' ')
  const mentions = refusalTopics(`${body} ${telling}`)
  const generic = body.replace(USUAL_WORDS, '').trim() === ''
  return {
    says: visibleText(response?.body ?? '', SAYS_MAX),
    empty: body === '',
    generic,
    tellsReason: !generic && mentions.some((topic) => topic !== 'login' && topic !== 'file'),
    tellsWhoToAsk: WHOM_TO_ASK.test(body),
    hasReference: denial.references.length > 0 || REFERENCE.test(body),
    mentions,
  }
}

/** Whether a program asked rather than a browser for a page. */
function isProgram(refusal: Exchange, request: CheckContext['request']): boolean {
  const asked = Object.entries(request.headers).map(([name, value]): [string, string] => [name.toLowerCase(), value])
  const sent = Object.entries(refusal.request.headers).map(([name, values]): [string, string] => [name, values.join(', ')])
  const headers = Object.fromEntries([...asked, ...sent])
  const wantsPage = /text\/html/i.test(headers.accept ?? '')
  const json = /[/+]json\b/i
  return !wantsPage && (json.test(headers.accept ?? '') || json.test(headers['content-type'] ?? '') || headers.authorization !== undefined)
}

type Form = Pick<MessageFinding, 'program' | 'wrongFormat' | 'problemJson'>

function formOf(refusal: Exchange, request: CheckContext['request']): Form {
  const type = refusal.response?.headers['content-type']?.[0] ?? ''
  const isPage = /text\/html|application\/xhtml/i.test(type) || /^\s*<(?:!doctype html|html)/i.test(refusal.response?.body ?? '')
  const program = isProgram(refusal, request)
  return { program, wrongFormat: program && isPage, problemJson: /application\/problem\+(?:json|xml)/i.test(type) }
}

type Weighed = { told: Told; form: Form; cacheable: boolean; status: number; due: number; headers: HeaderFields }

function lacksOf({ told, form, cacheable, status, due, headers }: Weighed): Lack[] {
  const lacks: [Lack, boolean][] = [
    ['reason', !told.tellsReason],
    ['contact', !told.tellsWhoToAsk],
    ['reference', !told.hasReference],
    ['www-authenticate', (status === 401 || due === 401) && !headers['www-authenticate']],
    ['retry-after', (status === 429 || due === 429) && !headers['retry-after']],
    ['allow', status === 405 && !headers.allow],
    ['problem-json', form.program && !form.problemJson],
    ['no-store', cacheable],
  ]
  return lacks.flatMap(([lack, isLacking]) => (isLacking ? [lack] : []))
}

/** Reads a refusal: what it tells, what it leaks, whether its form fits, and what would stand in its place. */
export function readRefusal(exchange: Exchange, { request, exchanges, denial, owner, sends }: Given): MessageFinding {
  const refusal = redactExchange(exchange)
  const { status = 0, headers = {} } = refusal.response ?? {}
  const told = whatItTells(refusal, denial)
  const form = formOf(refusal, request)
  const { leaks, quotes } = leaksOf(refusal)
  const topics: readonly Topic[] = told.mentions
  const fit = statusFit({ status, denial, topics, sends, program: form.program })
  const caching = cachingOf(refusal)
  const { host } = new URL(request.url)
  return {
    found: true,
    ...told,
    leaks,
    leakQuotes: quotes,
    leaky: leaks.length > 0,
    ...tellsExistence(refusal, exchanges),
    status,
    ...fit,
    ...form,
    ...caching,
    lacks: lacksOf({ told, form, cacheable: caching.cacheable, status, due: fit.betterStatus, headers }),
    ...betterAnswer({
      topics,
      denial,
      status: fit.betterStatus,
      owner,
      host,
      allow: headers.allow?.[0],
      retryAfter: headers['retry-after']?.[0],
    }),
  }
}

/** What is found where nothing was refused. */
export function nothingFound(): MessageFinding {
  const no = { found: false, empty: true, generic: false, tellsReason: false, tellsWhoToAsk: false, hasReference: false, leaky: false }
  const form = { statusFits: true, program: false, wrongFormat: false, problemJson: false, cacheable: false, fromCache: false }
  const lists = { mentions: [], leaks: [], leakQuotes: [], statusByIdentity: [], lacks: [], betterHeaders: [] }
  return { ...no, ...form, ...lists, says: '', tellsExistence: false, better: '', betterBody: '' }
}
