import { defineCheck } from '../check.ts'
import { unseenSentence } from '../sources/unseen.ts'
import { askPlaces } from './ask-places.ts'
import { judgePlaces } from './judge-places.ts'
import { VantageFinding, VantageInput } from './vantage-finding.ts'

const NOTHING = {
  configured: false,
  here: 'none' as const,
  places: [],
  passing: [],
  refusing: [],
  refusedByProxy: [],
  differs: false,
  originPasses: false,
  originRefuses: false,
  elsewherePasses: false,
  elsewhereAnswers: false,
  hereAlonePasses: false,
  everywhereRefused: false,
  sameRefusal: false,
  unstable: false,
  unseen: [],
}

function sayPlaces({ here, hereStatus, places }: VantageFinding): string {
  const answered = places.filter(({ answer }) => answer !== 'none')
  const elsewhere = answered.map(({ name, answer, status }) => `${name} ${status ?? answer}`)
  return [`From here ${hereStatus ?? (here === 'none' ? 'no answer' : here)}`, ...elsewhere].join(', ')
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
      finding: { unseen: [{ source: 'eu', why: 'unreachable' }], differs: false, everywhereRefused: false },
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
    return judgePlaces(places, steadiness, kinds)
  },
  line(finding) {
    const { configured, originPasses, elsewherePasses, everywhereRefused, refusedByProxy, unstable, unseen } = finding
    if (!configured)
      return 'No other vantage is listed: `vantages` of the target in why403.yaml would let the origin and other networks be tried.'
    const blind = unseen.length > 0 ? ` ${unseenSentence(unseen)}` : ''
    if (unstable) return `Unstable: the same place is answered now this way, now that, so the place proves nothing.${blind}`
    const answers = sayPlaces(finding)
    if (originPasses) return `${answers}: straight at the origin it passes, so what stands in between refuses.${blind}`
    if (refusedByProxy.length > 0 && !everywhereRefused && !elsewherePasses)
      return `${answers}: the proxy of ${refusedByProxy.join(', ')} itself refuses, not the target.${blind}`
    if (elsewherePasses) return `${answers}: it depends on where the request comes from.${blind}`
    return everywhereRefused ? `${answers}: refused from everywhere, so the place does not decide.${blind}` : `${answers}.${blind}`
  },
})
