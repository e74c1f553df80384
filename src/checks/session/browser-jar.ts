import { parseSetCookie } from 'set-cookie-parser'
import type { Exchange } from '../../exchange.ts'
import { type StoredCookie, storeCookie } from './stored-cookie.ts'
import { whyNotSent } from './why-not-sent.ts'

/** Cookies as a browser keeps them for a walk through a few pages; narrower in one thing: none goes to another origin. */
export type BrowserJar = { headerFor(url: URL): string; take(exchange: Exchange, url: URL): void }

type Kept = { cookie: StoredCookie; value: string; origin: string }

function keyOf({ name, domain, path }: StoredCookie): string {
  return JSON.stringify([name, domain, path])
}

/** Starts with an identity’s cookies, of which only the origin is known: they go to all of its paths. */
export function createBrowserJar(start: URL, cookies: Readonly<Record<string, string>>, now: () => Date): BrowserJar {
  const kept = new Map<string, Kept>()
  for (const [name, value] of Object.entries(cookies)) {
    const { origin, hostname: domain } = start
    const cookie = { name, domain, hostOnly: true, path: '/', secure: false, httpOnly: true, sameSite: 'lax', laxByDefault: true } as const
    kept.set(keyOf(cookie), { cookie, value, origin })
  }

  function take({ response }: Exchange, url: URL): void {
    for (const cookie of parseSetCookie(response?.headers['set-cookie'] ?? [], { decodeValues: false })) {
      const storing = storeCookie(cookie, url, now())
      const replaces = ({ cookie: old }: Kept) => old.name === cookie.name
      if ('deleted' in storing && !storing.deleted) continue
      for (const [key, old] of kept) if (old.origin === url.origin && replaces(old)) kept.delete(key)
      if ('stored' in storing) kept.set(keyOf(storing.stored), { cookie: storing.stored, value: cookie.value, origin: url.origin })
    }
  }

  function headerFor(url: URL): string {
    const sent = [...kept.values()].filter(({ cookie, origin }) => origin === url.origin && whyNotSent(cookie, url) === undefined)
    return sent.map(({ cookie, value }) => `${cookie.name}=${value}`).join('; ')
  }

  return { headerFor, take }
}
