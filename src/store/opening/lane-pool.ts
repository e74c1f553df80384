import pg from 'pg'
import { isForeground } from '../foreground.ts'

/**
 * Two pools behind one face: what a person waits for never queues behind walks in the background. drizzle takes it for
 * a pool by the name of its class and by `connect`.
 */
export class LanePool {
  readonly #people: pg.Pool
  readonly #machine: pg.Pool

  constructor(settings: pg.PoolConfig, { people, machine, onLost }: { people: number; machine: number; onLost(error: Error): void }) {
    this.#people = openLane({ ...settings, max: people }, onLost)
    this.#machine = openLane({ ...settings, max: machine }, onLost)
  }

  get #lane(): pg.Pool {
    return isForeground() ? this.#people : this.#machine
  }

  connect(): Promise<pg.PoolClient> {
    return this.#lane.connect()
  }

  query(...given: Parameters<pg.Pool['query']>): ReturnType<pg.Pool['query']> {
    return this.#lane.query(...given)
  }

  async end(): Promise<void> {
    await Promise.all([this.#people.end(), this.#machine.end()])
  }
}

function openLane(settings: pg.PoolConfig, onLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool(settings)
  pool.on('error', onLost)
  pool.on('connect', (client) => client.on('error', onLost))
  return pool
}
