import type { Example } from '../../src/denial/signature.ts'
import type { Exchange } from '../../src/exchange.ts'

/** An exchange from a few words: header values as text, one of each. */
export function exchangeOf(
  { status, headers = {}, body = '', method = 'GET', url = 'https://api.example/orders' }: Example,
  as?: string,
): Exchange {
  const fields = Object.entries(headers).map(([name, value]) => [name, [value]])
  return {
    ...(as === undefined ? {} : { as }),
    request: { method, url, headers: {} },
    response: { status, headers: Object.fromEntries(fields), body },
  }
}
