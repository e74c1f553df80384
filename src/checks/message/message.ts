import { type Denial, isRefusal } from '../../denial/denial.ts'
import type { Exchange } from '../../exchange.ts'
import { redactExchange } from '../../redaction/redact-exchange.ts'
import { defineCheck } from '../check.ts'
import { lastRefusal } from '../read-outcome.ts'
import { visibleText } from '../visible-text.ts'
import { MessageFinding, MessageInput, type Topic } from './message-finding.ts'
import { refusalLeaks } from './refusal-leaks.ts'
import { refusalTopics } from './refusal-topics.ts'

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

const REASONS: Readonly<Partial<Record<Topic, string>>> = {
  scope: 'Your client lacks the scope that this request needs.',
  role: 'Your role does not include this action.',
  permission: 'You lack the permission that this action needs.',
  tenant: 'This belongs to another organisation than the one you are signed in to.',
  feature: 'This feature is not enabled for your account.',
  plan: 'Your plan does not include this.',
  address: 'Access from your network is not allowed.',
  region: 'This is not available in your region.',
  rate: 'Too many requests: please wait a moment and try again.',
  csrf: 'Your page was open too long: reload it and try again.',
  session: 'Your session has ended: please sign in again.',
  expired: 'Your sign-in has expired: please sign in again.',
}

function betterText(topics: readonly Topic[], owner: string, { references }: Denial): string {
  const topic = (Object.keys(REASONS) as Topic[]).find((name) => topics.includes(name))
  const reason = (topic && REASONS[topic]) ?? 'You are signed in, but this is not allowed for you.'
  const reference = references[0]?.value
  return `${reason} To get access, ask ${owner || 'the owner of this service'}${reference === undefined ? '' : ` and quote reference ${reference}`}.`
}

function readRefusal(exchange: Exchange, owner: string, denial: Denial): MessageFinding {
  const { response } = redactExchange(exchange)
  const headers = response?.headers ?? {}
  const body = visibleText(response?.body ?? '', READ_MAX)
  const telling = TELLING_HEADERS.flatMap((name) => headers[name] ?? []).join(' ')
  const topics = refusalTopics(`${body} ${telling}`)
  const generic = body.replace(USUAL_WORDS, '').trim() === ''
  const shown = `${response?.body.slice(0, READ_MAX) ?? ''}\n${[headers.server, headers['x-powered-by'], headers.via].flat().join(' ')}`
  const leaks = refusalLeaks(shown)
  return {
    found: true,
    says: visibleText(response?.body ?? '', SAYS_MAX),
    empty: body === '',
    generic,
    tellsReason: !generic && topics.some((topic) => topic !== 'login' && topic !== 'file'),
    tellsWhoToAsk: WHOM_TO_ASK.test(body),
    hasReference: denial.references.length > 0 || REFERENCE.test(body),
    mentions: topics,
    leaks,
    leaky: leaks.length > 0,
    better: betterText(topics, owner, denial),
  }
}

function nothingFound(): MessageFinding {
  const no = { found: false, empty: true, generic: false, tellsReason: false, tellsWhoToAsk: false, hasReference: false, leaky: false }
  return { ...no, says: '', mentions: [], leaks: [], better: '' }
}

/** What the refusal tells the person it refuses, and what it tells a stranger. */
export const message = defineCheck({
  name: 'message',
  summary: 'Reads what the refusal tells and what it leaks, and offers a better text. Sends nothing.',
  input: MessageInput,
  output: MessageFinding,
  safety: 'safe',
  timeoutMs: 2_000,
  reads: 'path',
  prefetch: false,
  examples: [
    {
      name: 'a stock page with a version',
      input: {},
      exchanges: [
        {
          request: { method: 'GET', url: 'https://api.test/orders', headers: {} },
          response: { status: 403, headers: { server: ['nginx/1.24.0'] }, body: '<html><h1>403 Forbidden</h1><hr>nginx/1.24.0</html>' },
        },
      ],
      finding: { found: true, generic: true, tellsReason: false, tellsWhoToAsk: false, leaks: ['version'], leaky: true },
    },
    {
      name: 'a refusal that explains itself',
      input: {},
      exchanges: [
        {
          request: { method: 'GET', url: 'https://api.test/orders', headers: {} },
          response: {
            status: 403,
            headers: { 'content-type': ['application/json'] },
            body: '{"error":"forbidden","message":"Your tenant may not read this. Contact support@api.test, reference: ab12cd34"}',
          },
        },
      ],
      finding: { generic: false, tellsReason: true, tellsWhoToAsk: true, hasReference: true, mentions: ['tenant'], leaky: false },
    },
    { name: 'nothing was refused', input: {}, exchanges: [], finding: { found: false, says: '' } },
  ],
  async run(_input, { exchanges, target, denial }) {
    const hidden = isRefusal(denial.verdict) ? exchanges.findLast(({ response }) => (response?.status ?? 0) >= 400) : undefined
    const refusal = lastRefusal(exchanges) ?? hidden
    return refusal ? readRefusal(refusal, target.owner, denial) : nothingFound()
  },
  line({ found, empty, generic, says, leaks }) {
    if (!found) return 'There is no refusal to read.'
    const told = empty
      ? 'The refusal says nothing'
      : generic
        ? 'The refusal says nothing but the usual words'
        : `The refusal says: ${says.slice(0, 200)}`
    return `${told}${leaks.length > 0 ? `; it leaks: ${leaks.join(', ')}` : ''}.`
  },
})
