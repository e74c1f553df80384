import type { Exchange } from '../../exchange.ts'
import type { Example } from '../signature.ts'

const URL_OF_ALL = 'https://api.example/orders'

/** The exchange that an example stands for: one value a header, a GET of `https://api.example/orders` unless it says otherwise. */
export function exampleExchange({ status, headers = {}, body = '', method = 'GET', url = URL_OF_ALL }: Example) {
  const fields = Object.entries(headers).map(([name, value]) => [name, [value]])
  return {
    request: { method, url, headers: {} },
    response: { status, headers: Object.fromEntries(fields), body },
  } satisfies Exchange
}
