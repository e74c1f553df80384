import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import type { SlackStandIn } from '../slack-stand-in.ts'
import { ApiRefusal } from '../web-api/api-refusal.ts'
import { findPerson } from '../workspace/find.ts'
import { Deed } from './deed.ts'
import { doDeed } from './do-deed.ts'
import { streamUpdates } from './live-updates.ts'
import { loopbackOnly, sameOriginOnly } from './loopback-only.ts'
import { pageFiles } from './page-files.ts'
import { PAGE_CSP, PAGE_HTML } from './page-html.ts'

/** No deed, call or probe of the practice workspace is larger. */
const BODY_MAX_BYTES = 2 * 1024 * 1024

/** A thing to try, as the page lists it; `command` goes into the composer. */
export type PageScenario = {
  id: string
  title: string
  command: string
  story: string
  answers?: readonly { question: string; answer: string }[]
  /** Whether the unsafe method has to be approved on the way. */
  approve?: boolean
}

/**
 * The practice workspace's routes, to be mounted at /practice: the page, its updates (until `end`) and deeds, and Slack's
 * own API. As in Slack, what is answered as done has been kept: answers wait for `kept`.
 */
export function practiceApp(
  standIn: SlackStandIn,
  parts: { scenarios: readonly PageScenario[]; targetApp?: Hono; end: AbortSignal; kept?: () => Promise<void> },
): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: BODY_MAX_BYTES }))
  if (parts.targetApp) app.route('/target', parts.targetApp)
  app.use(loopbackOnly)
  app.on('POST', ['/api/*', '/hooks/*', '/deeds'], async (_context, next) => {
    await next()
    await parts.kept?.()
  })
  app.get('/', (context) => {
    context.header('content-security-policy', PAGE_CSP)
    context.header('x-content-type-options', 'nosniff')
    context.header('referrer-policy', 'no-referrer')
    context.header('cache-control', 'no-store')
    return context.html(PAGE_HTML)
  })
  app.get('/scenarios', (context) => context.json(parts.scenarios))
  app.get('/live', (context) => streamUpdates(context, { standIn, end: parts.end, user: viewerId(standIn, context.req.query('as') ?? '') }))
  app.post('/deeds', sameOriginOnly, async (context) => context.json(await tryDeed(standIn, await context.req.json().catch(refuseJson))))
  app.get('/archives/:channel/:message', (context) => {
    const { channel, message } = context.req.param()
    const name = standIn.workspace.state.channels.find((one) => one.id === channel)?.name ?? ''
    const ts = context.req.query('thread_ts') ?? message.replace(/^p(\d+)(\d{6})$/, '$1.$2')
    return context.redirect(`/practice#/${encodeURIComponent(name)}/${encodeURIComponent(ts)}`)
  })
  app.route('/', pageFiles())
  app.route('/', standIn.app)
  app.onError((error, context) => (error instanceof ApiRefusal ? context.json({ failure: error.error }, 404) : standardError(error)))
  return app
}

function refuseJson(): never {
  throw new HTTPException(400, { message: 'The body is no JSON.' })
}

/** The person of that name; the first one when nobody bears it. */
function viewerId({ workspace }: SlackStandIn, name: string): string {
  const { people } = workspace.state
  return (people.find((person) => person.name === name && !person.bot) ?? people[0])?.id ?? ''
}

function standardError(error: Error): Response {
  if ('getResponse' in error && typeof error.getResponse === 'function') return error.getResponse()
  return Response.json({ failure: error.message }, { status: 500 })
}

async function tryDeed(standIn: SlackStandIn, given: unknown): Promise<Record<string, unknown>> {
  const deed = Deed.safeParse(given)
  if (!deed.success) return { failure: deed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') }
  try {
    return await doDeed(standIn, { ...deed.data, user: findPerson(standIn.workspace, deed.data.user).id })
  } catch (error) {
    if (error instanceof ApiRefusal) return { failure: error.error }
    if (error instanceof TypeError) return { failure: error.message }
    throw error
  }
}
