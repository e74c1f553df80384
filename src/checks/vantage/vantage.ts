import { identify } from '../../denial/identify.ts'
import type { Exchange } from '../../exchange.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { readOutcome } from '../read-outcome.ts'
import { looksAlike } from '../steadiness/answer-look.ts'
import type { Steadiness } from '../steadiness/ask-again.ts'
import { type Asked, askPlaces } from './ask-places.ts'
import { type Place, VantageFinding, VantageInput } from './vantage-finding.ts'

const NOTHING = {
  configured: false,
  here: 'none' as const,
  places: [],
  passing: [],
  refusing: [],
  differs: false,
  originPasses: false,
  originRefuses: false,
  elsewherePasses: false,
  hereAlonePasses: false,
  everywhereRefused: false,
  sameRefusal: false,
  unstable: false,
  unseen: [],
}

function kindOf(exchange: Exchange | null): Place['answer'] {
  return exchange ? readOutcome(exchange).kind : 'none'
}

function isRefused(answer: Place['answer']): boolean {
  return answer === 'refused' || answer === 'hidden'
}

function placeOf({ vantage = '', exchange, why }: Asked, kinds: CheckContext['target']['vantages']): Place {
  const kind = kinds.find(({ name }) => name === vantage)?.kind ?? 'connect'
  return { name: vantage, kind, answer: kindOf(exchange), status: exchange?.response?.status, why }
}

function layerOf(exchange: Exchange | null | undefined): VantageFinding['edgeLayer'] {
  const layer = exchange?.response ? identify([exchange]).layer : 'unknown'
  return layer === 'unknown' ? undefined : layer
}

function areAlike(exchanges: readonly (Exchange | null)[]): boolean {
  const refusals = exchanges.filter((exchange) => exchange !== null && isRefused(kindOf(exchange))) as Exchange[]
  return refusals.length > 1 && refusals.every((exchange) => looksAlike(exchange, refusals[0] ?? exchange))
}

function judge(asked: readonly Asked[], steadiness: Steadiness, kinds: CheckContext['target']['vantages']): VantageFinding {
  const [own, ...others] = asked
  const here = kindOf(own?.exchange ?? null)
  const places = others.map((each) => placeOf(each, kinds))
  const passing = places.filter(({ answer }) => answer === 'passed')
  const refusing = places.filter(({ answer }) => isRefused(answer))
  const steady = steadiness === 'steady'
  const refusedHere = steady && isRefused(here)
  const origin = others.find(({ vantage }) => refusing.some(({ name, kind }) => name === vantage && kind === 'connect'))
  return {
    configured: true,
    here,
    hereStatus: own?.exchange?.response?.status,
    places,
    passing: passing.map(({ name }) => name),
    refusing: refusing.map(({ name }) => name),
    differs: steady && ((isRefused(here) && passing.length > 0) || (here === 'passed' && refusing.length > 0)),
    originPasses: refusedHere && passing.some(({ kind }) => kind === 'connect'),
    originRefuses: refusedHere && origin !== undefined,
    elsewherePasses: refusedHere && passing.some(({ kind }) => kind === 'proxy'),
    hereAlonePasses: steady && here === 'passed' && refusing.length > 0 && passing.length === 0,
    everywhereRefused: refusedHere && refusing.length > 0 && passing.length === 0,
    sameRefusal: areAlike(asked.map(({ exchange }) => exchange)),
    edgeLayer: isRefused(here) ? layerOf(own?.exchange) : undefined,
    originLayer: layerOf(origin?.exchange),
    unstable: !steady,
    unseen: places.flatMap(({ name, why }) => (why === undefined ? [] : [`${name}: ${why}`])),
  }
}

function sayPlaces({ places }: VantageFinding): string {
  return places.map(({ name, answer, status }) => `${name} ${status ?? answer}`).join(', ')
}

/** From where it is refused: tells a refusal on the way, of an address or a country, and of the origin apart. */
export const vantage = defineCheck({
  name: 'vantage',
  summary: 'Sends the same request from the target’s other vantages: straight to the origin, and through proxies.',
  input: VantageInput,
  output: VantageFinding,
  safety: 'safe',
  timeoutMs: 25_000,
  examples: [
    {
      name: 'the origin passes what the edge refuses',
      input: {},
      vantages: [{ name: 'origin', kind: 'connect' }],
      replies: { 'GET /orders as anonymous': { status: 403 }, 'GET /orders as anonymous via origin': { status: 200 } },
      finding: {
        differs: true,
        originPasses: true,
        elsewherePasses: false,
        passing: ['origin'],
        here: 'refused',
        everywhereRefused: false,
      },
    },
    {
      name: 'from another network it passes',
      input: {},
      vantages: [
        { name: 'origin', kind: 'connect' },
        { name: 'eu', kind: 'proxy' },
      ],
      replies: { 'GET /orders as anonymous': { status: 403 }, 'GET /orders as anonymous via eu': { status: 200 } },
      finding: { elsewherePasses: true, originRefuses: true, passing: ['eu'], refusing: ['origin'] },
    },
    {
      name: 'refused from everywhere',
      input: {},
      vantages: [{ name: 'eu', kind: 'proxy' }],
      replies: { '* * as anonymous': { status: 403 } },
      finding: { everywhereRefused: true, differs: false, sameRefusal: true },
    },
    {
      name: 'a proxy that is down',
      input: {},
      vantages: [{ name: 'eu', kind: 'proxy' }],
      replies: { 'GET /orders as anonymous': { status: 403 }, 'GET /orders as anonymous via eu': { failure: 'unreachable' } },
      finding: { unseen: ['eu: unreachable'], differs: false, everywhereRefused: false },
    },
    {
      name: 'a refusal that comes and goes is no matter of place',
      input: {},
      vantages: [{ name: 'eu', kind: 'proxy' }],
      replies: {
        'GET /orders as anonymous': [{ status: 403 }, { status: 200 }, { status: 403 }],
        'GET /orders as anonymous via eu': { status: 200 },
      },
      finding: { unstable: true, differs: false, elsewherePasses: false },
    },
    { name: 'no other place to ask from', input: {}, finding: { configured: false, places: [] } },
  ],
  async run(input, context) {
    const kinds = context.target.vantages
    const names = input.vantages ?? kinds.map(({ name }) => name)
    if (names.length === 0) return NOTHING
    const { places, steadiness } = await askPlaces(context, input, names)
    return judge(places, steadiness, kinds)
  },
  line(finding) {
    const { configured, here, hereStatus, originPasses, elsewherePasses, everywhereRefused, unstable, unseen } = finding
    if (!configured)
      return 'No other vantage is listed: `vantages` of the target in why403.yaml would let the origin and other networks be tried.'
    const blind = unseen.length > 0 ? ` Not seen: ${unseen.join('; ')}.` : ''
    if (unstable) return `Unstable: the same place is answered now this way, now that, so the place proves nothing.${blind}`
    const answers = `From here ${hereStatus ?? here}, ${sayPlaces(finding)}`
    if (originPasses) return `${answers}: straight at the origin it passes, so what stands in between refuses.${blind}`
    if (elsewherePasses) return `${answers}: it depends on where the request comes from.${blind}`
    return everywhereRefused ? `${answers}: refused from everywhere, so the place does not decide.${blind}` : `${answers}.${blind}`
  },
})
