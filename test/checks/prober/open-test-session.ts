import { createConnection } from 'node:net'
import type { Connect } from '../../../src/checks/prober/address/connect-pinned.ts'
import type { SessionInput } from '../../../src/checks/prober/probe-session.ts'
import type { ProberPowers } from '../../../src/checks/prober/prober-powers.ts'
import { TargetConfig } from '../../../src/config/config.ts'
import { createSecretReader } from '../../../src/config/read-secret.ts'
import type { Deps } from '../../../src/deps.ts'

export const SILENT: Deps['log'] = { debug() {}, info() {}, warn() {}, error() {} }

/** Answers every connection from 127.0.0.1:`port`, whatever address was checked: so that a test never leaves loopback. */
export function connectTo(port: number): Connect {
  return () => (_options, callback) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.once('connect', () => callback(null, socket)).once('error', (error) => callback(error, null))
  }
}

type Setup = {
  /** Config of each target, defaults filled in; `privateNetwork` is on unless said otherwise. */
  targets: Readonly<Record<string, object>>
  env?: Readonly<Record<string, string>>
} & Partial<Pick<ProberPowers, 'resolve' | 'connect' | 'timeoutMs' | 'onProbe' | 'log'>>

/** Powers of a prober for tests: fixed clock, counted ids, generous budget. */
export function testPowers({ targets, env = {}, ...more }: Setup): ProberPowers {
  let id = 0
  const parsed = Object.entries(targets).map(([name, target]) => [
    name,
    TargetConfig.parse({ owner: '@owner', privateNetwork: true, budget: { probes: 100, perSecond: 1000, burst: 1000 }, ...target }),
  ])
  return {
    now: () => new Date('2026-03-01T12:00:00Z'),
    newId: () => `id-${++id}`,
    log: SILENT,
    version: '1.2.3',
    config: { targets: Object.fromEntries(parsed) },
    readSecret: createSecretReader({
      env,
      readFile: () => {
        throw new Error('no files in tests')
      },
    }),
    ...more,
  }
}

/** An incident of the target `shop`: GET `url` as anonymous. */
export function incidentOf(url: string, more: Partial<SessionInput> = {}): SessionInput {
  const request = { method: 'GET', url, headers: {} }
  return { incident: 'INC-7', target: 'shop', request, subject: 'anonymous', approved: false, probesUsed: 0, ...more }
}
