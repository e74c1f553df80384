import type { Exchange } from '../../exchange.ts'
import type { Layer } from '../denial.ts'
import { LOGIN_PAGES } from './login-pages.ts'

/** A redirect that leads to a login, and whose login it is. */
export type Login = { where: string; text: string; product: string; layer: Layer; means: string }

/** The first hop (or unfollowed Location) that leads to a login which was not asked for itself. */
export function readLogin(exchange: Exchange): Login | undefined {
  const hops = (exchange.hops ?? []).map(({ location }) => ({ where: 'hop', location }))
  const status = exchange.response?.status ?? 0
  const location = status >= 300 && status < 400 ? exchange.response?.headers.location?.[0] : undefined
  const ways = location === undefined ? hops : [...hops, { where: 'header:location', location }]
  for (const way of ways) {
    const target = way.location.slice(0, 2_048)
    const page = LOGIN_PAGES.find(({ match }) => match.test(target))
    if (page && !page.match.test(exchange.request.url)) {
      return {
        where: way.where,
        text: target,
        product: page.product,
        layer: page.layer,
        means: `Sent on to the login of ${page.name} instead of an answer`,
      }
    }
  }
  return undefined
}
