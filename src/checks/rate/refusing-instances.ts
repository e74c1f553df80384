import type { Exchange } from '../../exchange.ts'
import { readOutcome } from '../read-outcome.ts'

/** Headers in which proxies and services name the machine that answered: x-served-by (Fastly, Varnish), the others by habit. */
const NAMING = /^x-(?:served-by|(?:backend|instance|server|node|pod|app-server|upstream)(?:-id|-name|-server)?|host(?:name)?)$/
/** So many answers on each side, lest chance parts them. */
const EACH_MIN = 2
const VALUE_MAX = 100

function valuesOf(exchanges: readonly Exchange[], name: string): (string | undefined)[] {
  return exchanges.map(({ response }) => response?.headers[name]?.join(', ').slice(0, VALUE_MAX))
}

function namesIn(exchanges: readonly Exchange[]): string[] {
  return [...new Set(exchanges.flatMap(({ response }) => Object.keys(response?.headers ?? {})))].filter((name) => NAMING.test(name))
}

/**
 * Where one header names an instance on every answer, no instance both passes and refuses, and values come again (a header that
 * is new on each answer is an id of the request): the header with the values of those that refuse. Else nothing.
 */
export function refusingInstances(exchanges: readonly Exchange[]): string[] {
  const passed = exchanges.filter((exchange) => readOutcome(exchange).kind === 'passed')
  const refused = exchanges.filter((exchange) => readOutcome(exchange).kind === 'refused')
  if (passed.length < EACH_MIN || refused.length < EACH_MIN) return []
  const parting = namesIn(exchanges).find((name) => {
    const [good, bad] = [valuesOf(passed, name), valuesOf(refused, name)]
    const repeats = new Set(good).size < good.length && new Set(bad).size < bad.length
    return repeats && [...good, ...bad].every((value) => value !== undefined) && bad.every((value) => !good.includes(value))
  })
  return parting === undefined ? [] : [...new Set(valuesOf(refused, parting))].map((value) => `${parting}: ${value}`)
}
