import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expressForms, fastifyForms } from './csrf-apps.ts'
import { type ServedApp, serveHttp } from './serve-http.ts'
import { openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const STALE = 'session.md#the-csrf-token-is-missing-or-old'

type Forms = { title: string; product: string; rule?: string; serve(): Promise<ServedApp> }

const FORMS: Forms[] = [
  { title: 'csrf-csrf on Express', product: 'express-csrf', serve: () => serveHttp(expressForms()) },
  {
    title: '@fastify/csrf-protection',
    product: 'fastify',
    rule: 'FST_CSRF_INVALID_TOKEN',
    serve: async () => serveHttp(await fastifyForms()),
  },
]

/** Signs in as a browser would; the session's cookie. */
async function signIn(origin: string): Promise<string> {
  const { headers } = await fetch(`${origin}/login`, { method: 'POST' })
  return headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0])[0] ?? ''
}

describe.each(FORMS)('$title', ({ product, rule, serve }) => {
  const denial = (cause: string, name = product) => ({ layer: 'application', product: name, cause, ...(rule !== undefined && { rule }) })
  let served: ServedApp
  let desk: Desk

  beforeAll(async () => {
    served = await serve()
    const [first, second] = await Promise.all([signIn(served.origin), signIn(served.origin)])
    desk = await openServerDesk({
      origin: served.origin,
      identities: { browser: 'role: member, cookie: { env: SESSION }', visitor: 'role: member, cookie: { env: ENDED }' },
      secrets: { SESSION: first, ENDED: `${second.slice(0, -8)}AAAAAAAA` },
    })
  })
  afterAll(async () => {
    await desk?.close()
    await served?.close()
  })

  test.each<WalkCase>([
    {
      title: 'a form without its token, sent with approval, is refused for that',
      argv: ['POST', '/profile', '--as', 'browser', '--send-unsafe'],
      status: 'concluded',
      verdict: 'denied',
      denial: denial('session-state'),
      ends: STALE,
      once: true,
    },
    {
      title: 'the same form is not sent without approval: reading passes',
      argv: ['POST', '/profile', '--as', 'browser'],
      status: 'needs-human',
      verdict: 'allowed',
      denial: null,
      ends: 'methods.md#send-it-for-real',
    },
  ])('$title', async (walk) => {
    await expectWalk(desk, served.origin, walk)
  })

  test('a session that nobody knows is told apart from a missing token', async () => {
    const { diagnosis } = await desk.diagnose(`${served.origin}/profile`, '--as', 'visitor')

    expect(diagnosis).toMatchObject({
      verdict: 'not-authenticated',
      denial: { cause: expect.stringMatching(/session-state|invalid-token/) },
    })
    expect(diagnosis.path).not.toContain(STALE)
  })
})
