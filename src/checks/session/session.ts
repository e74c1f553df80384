import { defineCheck } from '../check.ts'
import { decisiveResponse } from '../check-failed.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { lastRefusal, readOutcome } from '../read-outcome.ts'
import { SAFE_GET } from '../with-path.ts'
import { confirmSession } from './confirm-session.ts'
import { readSetCookies } from './read-set-cookies.ts'
import { refusalWords } from './refusal-words.ts'
import { SessionFinding, SessionInput } from './session-finding.ts'
import { NO_CSRF, tryCsrfToken } from './try-csrf-token.ts'
import { tryFreshSession } from './try-fresh-session.ts'

/** Whether the session or its CSRF token is what is refused. */
export const session = defineCheck({
  name: 'session',
  summary: 'Compares the session with a fresh one, fetches a CSRF token, and looks at the cookies.',
  input: SessionInput,
  output: SessionFinding,
  safety: 'needs approval',
  timeoutMs: 30_000,
  reads: 'path',
  prefetch: false,
  examples: [
    {
      name: 'a session that ended',
      input: {},
      subject: 'browser',
      identities: [{ name: 'browser', kind: 'cookie' }],
      credentials: { browser: { cookies: { sid: 'stale-session-id' }, headers: { cookie: 'sid=stale-session-id' } } },
      replies: {
        '* * as browser': [
          { status: 403, body: 'Your session has expired' },
          { status: 200, headers: { 'set-cookie': 'sid=n; Path=/' } },
        ],
      },
      finding: {
        present: true,
        cookies: ['sid'],
        status: 403,
        refused: true,
        fresh: 200,
        freshSessionPasses: true,
        staleSession: true,
        sessionNamed: true,
      },
    },
    {
      name: 'a CSRF token that passes where none was sent',
      input: {},
      request: { method: 'POST' },
      subject: 'browser',
      identities: [{ name: 'browser', kind: 'cookie' }],
      credentials: { browser: { cookies: { sid: 'a' }, headers: { cookie: 'sid=a' } } },
      exchanges: [
        {
          as: 'browser',
          request: { method: 'POST', url: 'https://api.test/orders', headers: {} },
          response: { status: 403, headers: {}, body: 'CSRF verification failed' },
        },
      ],
      replies: {
        'POST /orders as browser': { status: 201 },
        '* * as browser': { status: 200, body: '<form><input type="hidden" name="csrf_token" value="f00-ba4"></form>' },
      },
      finding: {
        csrfRefused: true,
        csrfTokenFound: true,
        csrfSource: 'form',
        csrfSent: true,
        csrfStatus: 201,
        csrfTokenPasses: true,
        staleSession: false,
      },
    },
    {
      name: 'a session that passes again without being renewed',
      input: {},
      subject: 'browser',
      identities: [{ name: 'browser', kind: 'cookie' }],
      credentials: { browser: { cookies: { sid: 'a' }, headers: { cookie: 'sid=a' } } },
      replies: { '* * as browser': [{ status: 403 }, { status: 200 }, { status: 200 }, { status: 403 }] },
      finding: { unstable: true, staleSession: false, freshSessionPasses: false },
    },
    {
      name: 'no cookies at all',
      input: {},
      replies: { '* * as anonymous': { status: 403 } },
      finding: { present: false, cookies: [], csrfRefused: false, csrfTokenFound: false, staleSession: false, freshSessionPasses: false },
    },
  ],
  async run(input, context) {
    const { cookies } = await context.credential(input.as)
    const names = Object.keys(cookies)
    const baseline = await context.probe({ ...SAFE_GET, as: input.as })
    const { status } = decisiveResponse(baseline)
    const refused = readOutcome(baseline).kind === 'refused'
    const words = refusalWords(lastRefusal(context.exchanges) ?? (refused ? baseline : undefined))
    const mayTryCsrf = words.csrfRefused || (names.length > 0 && !isSafeMethod(context.request.method))
    const [fresh, csrf] = await Promise.all([tryFreshSession(context, input), mayTryCsrf ? tryCsrfToken(context, input) : NO_CSRF])
    const set = readSetCookies([...context.exchanges, baseline], context.now())
    const freshDecides = names.length > 0 && refused && fresh.finding.freshSessionPasses && !words.sessionNamed
    const tokenDecides = csrf.csrfTokenPasses && !words.csrfRefused
    const steady = await confirmSession(context, { as: input.as, baseline, fresh: freshDecides && fresh.request, tokenDecides })
    const freshSessionPasses = fresh.finding.freshSessionPasses && steady.fresh
    return {
      present: names.length > 0,
      cookies: names,
      setCookies: set.names,
      problems: set.problems,
      status,
      refused,
      ...words,
      ...csrf,
      csrfTokenPasses: csrf.csrfTokenPasses && steady.reading,
      loginRedirect: readOutcome(baseline).verdict === 'redirected-to-login',
      ...fresh.finding,
      freshSessionPasses,
      unstable: !steady.fresh || !steady.reading,
      staleSession: names.length > 0 && ((refused && freshSessionPasses) || words.sessionNamed),
    }
  },
  line({ present, staleSession, csrfRefused, csrfTokenPasses, freshSessionPasses, unstable }) {
    if (unstable) return 'The same session passes and is refused from call to call, so a fresh one proves nothing.'
    if (csrfTokenPasses) return 'With a fresh CSRF token the request passes.'
    if (csrfRefused) return 'The refusal speaks of CSRF.'
    if (staleSession)
      return freshSessionPasses ? 'A fresh session passes where this one is refused.' : 'The refusal says that the session has ended.'
    return present ? 'The session’s cookies show nothing wrong.' : 'No cookies are sent: there is no session.'
  },
})
