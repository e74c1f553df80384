import type { Exchange } from '../../exchange.ts'
import type { CheckContext } from '../check.ts'
import { readOutcome } from '../read-outcome.ts'
import { askAgain } from '../steadiness/ask-again.ts'
import type { AskedOrigin } from './ask-page.ts'

/** Whether the server refuses one Origin and lets another pass, each time; `unstable` where that changes from call to call. */
export type OriginDifference = { flips: boolean; unstable: boolean }

/** Asks again who was refused, the page first, and who passed; nothing is sent where all were answered alike. */
export async function confirmOrigins({ probe }: CheckContext, asked: readonly AskedOrigin[]): Promise<OriginDifference> {
  const refused = asked.find(({ exchange }) => readOutcome(exchange).kind === 'refused')
  const passed = asked.filter(({ exchange }) => readOutcome(exchange).kind === 'passed')
  if (!refused || passed.length === 0) return { flips: false, unstable: false }
  const again = (one: AskedOrigin): Promise<Exchange> => probe({ ...one.probe, fresh: true })
  const { steadiness } = await askAgain({
    refusal: refused.exchange,
    askRefused: () => again(refused),
    askPassed: passed.map((one) => () => again(one)),
  })
  return { flips: steadiness === 'steady', unstable: steadiness !== 'steady' }
}
