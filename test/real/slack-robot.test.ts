import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openRobotWorld, untilNothing } from './robot-world.ts'
import { CANARIES, createRobot, miscounted, type Robot, TRUSTED } from './slack-robot.ts'

const SEED = Number(process.env.ROBOT_SEED ?? 403)
/** Promised: work that a dead process left goes on within this of the next start. */
const RESUMED_MS = 10_000
/** What was answered and not opened yet is opened within this. */
const OPENED_MS = 15_000

test(`a robot of seed ${SEED} presses twice, repeats, disturbs and kills, and every thread shows the truth once`, async () => {
  const world = await openRobotWorld()
  const robot = createRobot(world, SEED)
  let running = await world.start()

  for (let round = 0; round < 3; round++) {
    await act(robot, 9)
    const inFlight = [robot.command(), robot.command(), robot.command()]
    await pause(Math.floor(robot.random() * 120))
    await running.kill('SIGKILL')
    await Promise.all(inFlight)
    running = await world.start()
    expect(await untilNothing(world.unfinished, RESUMED_MS)).toEqual([])
  }
  world.slack.faults.add({ method: '*', fault: { kind: 'drop' } })
  await robot.command()
  await robot.command()
  await pause(1500)
  world.slack.faults.clear()

  const uncounted = async () =>
    miscounted(
      robot,
      (await world.views()).map(({ request }) => request.url),
    )
  expect(await untilNothing(uncounted, OPENED_MS)).toEqual([])
  expect(await untilNothing(world.untruths, 40_000)).toEqual([])
  expect(await uncounted()).toEqual([])
  await running.kill('SIGTERM')
  expect([...CANARIES, ...TRUSTED].flatMap((canary) => world.leaks(canary))).toEqual([])
}, 240_000)

async function act(robot: Robot, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    if (robot.random() < 0.5) robot.disturb()
    await robot.step()
  }
}
