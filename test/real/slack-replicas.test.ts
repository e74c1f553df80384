import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { POSTGRES_MISSING, type PostgresServer, startPostgres } from './postgres-server.ts'
import { openRobotWorld, untilNothing } from './robot-world.ts'
import { createRobot, miscounted } from './slack-robot.ts'

const SEED = Number(process.env.ROBOT_SEED ?? 403)
/** Promised: what a dead replica had in hand goes on at another within this. */
const TAKEN_OVER_MS = 10_000
/** The same for a delivery, and then as long as a mention waits for a name. */
const OPENED_MS = 15_000

describe.skipIf(POSTGRES_MISSING)(`two services on one PostgreSQL server${POSTGRES_MISSING ? `: ${POSTGRES_MISSING}` : ''}`, () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.remove())

  test('share the work with Slack, and when one is killed the other goes on', async () => {
    const settings = { DATABASE_URL: await server.newDatabase(), WHY403_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') }
    const world = await openRobotWorld(settings)
    const robot = createRobot(world, SEED)
    const first = await world.start()
    await world.start()

    for (let step = 0; step < 14; step++) await robot.step()
    const inFlight = Array.from({ length: 6 }, () => robot.command())
    await pause(Math.floor(robot.random() * 150))
    await first.kill('SIGKILL')
    await Promise.all(inFlight)

    // What the dead one had answered and not opened yet is opened by the other, and then driven on.
    const uncounted = async () =>
      miscounted(
        robot,
        (await world.views()).map(({ request }) => request.url),
      )
    expect(await untilNothing(uncounted, OPENED_MS)).toEqual([])
    expect(await untilNothing(world.unfinished, TAKEN_OVER_MS)).toEqual([])
    expect(await untilNothing(world.untruths, 40_000)).toEqual([])
    expect(await uncounted()).toEqual([])
  })
})
