import { join } from 'node:path'
import autocannon from 'autocannon'
import { startChild } from './child-server.ts'
import { median } from './quantile.ts'
import type { Figure } from './report.ts'
import { signedCommand } from './signed-command.ts'

const ROUNDS = 5
const SECONDS = 4
const CONNECTIONS = 20

/** A no-op command to our receiver and to Bolt's own HTTPReceiver, in turn, each in a process of its own; the ratio counts. */
export async function receiving(): Promise<Figure[]> {
  const ours = await startChild(join(import.meta.dirname, 'servers/our-receiver.ts'))
  const bolts = await startChild(join(import.meta.dirname, 'servers/bolt-receiver.ts'))
  try {
    const rounds: { ours: number; bolts: number }[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const pair = { ours: await throughput(ours.url), bolts: await throughput(bolts.url) }
      if (round > 0) rounds.push(pair)
    }
    const ratio = median(rounds.map((pair) => pair.ours / pair.bolts))
    return [
      {
        name: `our receiver, requests a second, median of ${ROUNDS}`,
        value: median(rounds.map((pair) => pair.ours)).toFixed(0),
        budget: 'none',
        ok: true,
      },
      { name: 'HTTPReceiver of Bolt 5.1, the same', value: median(rounds.map((pair) => pair.bolts)).toFixed(0), budget: 'none', ok: true },
      { name: 'ratio, median of the pairs', value: ratio.toFixed(2), budget: '≥ 1.0', ok: ratio >= 1 },
    ]
  } finally {
    await ours.stop()
    await bolts.stop()
  }
}

async function throughput(url: string): Promise<number> {
  let number = 0
  const result = await autocannon({
    url: `${url}/slack/events`,
    method: 'POST',
    connections: CONNECTIONS,
    duration: SECONDS,
    requests: [{ setupRequest: (request) => ({ ...request, ...signedCommand('help', ++number) }) }],
  })
  if (result.non2xx > 0) throw new Error(`${result.non2xx} requests were not answered 200`)
  return result.requests.average
}
