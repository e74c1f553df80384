import type { SourceRequest } from '../../check.ts'

/** Why a question must not be asked, or null: its URL is listed by itself, or named by the answer of one that is, and then only read. */
export function refuseSource({ url, method = 'GET', access, discoveredFrom }: SourceRequest, origins: ReadonlySet<string>): string | null {
  const asked = URL.parse(url)
  if (!asked || !/^https?:$/.test(asked.protocol)) return 'the URL of a source is no http or https URL'
  if (asked.username || asked.password) return 'the URL of a source holds a user name or password'
  const from = URL.parse(discoveredFrom ?? '')
  if (from ? asked.origin === from.origin && origins.has(from.origin) : origins.has(asked.origin)) return null
  if (!from || !origins.has(from.origin)) return `${asked.origin} is listed in no source of the target`
  if (from.protocol === 'https:' && asked.protocol !== 'https:') return `${from.origin} names ${asked.origin}, which is not https`
  return method === 'GET' && !access ? null : `${asked.origin} is named by ${from.origin}, so it is only read`
}

/** Where an answer leads may be private only on the host that gave it: a service must not send us to its neighbours. */
export function mayBePrivate({ url, discoveredFrom }: SourceRequest): boolean {
  return discoveredFrom === undefined || new URL(url).hostname === new URL(discoveredFrom).hostname
}
