import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openRobotWorld, type RobotWorld, untilNothing } from './robot-world.ts'
import { checkWrites, countWrites } from './robot-writes.ts'
import { CANARIES, createRobot, miscounted, type Robot, TRUSTED } from './slack-robot.ts'

const SEED = Number(process.env.ROBOT_SEED ?? 403)
/** Promised: work that a dead process left goes on within this of the next start. */
const RESUMED_MS = 10_000
/** What was answered and not opened yet is opened within this. */
const OPENED_MS = 15_000
/** Slack takes one message a second in a channel, and some eighty are due. */
const TOLD_MS = 90_000
/** An approved write reaches the target within this of the press. */
const SENT_MS = 5_000
const ROUNDS = 3

test(`a robot of seed ${SEED} presses twice, repeats, writes, disturbs and kills, and every thread shows the truth once`, async () => {
  const world = await openRobotWorld()
  const robot = createRobot(world, SEED)
  let running = await world.start()

  for (let round = 0; round < ROUNDS; round++) {
    await act(robot, 9)
    await robot.offerWrite()
    const writes = countWrites(world)
    const inFlight = [robot.command(), robot.command(), robot.pressSend(), robot.command()]
    await untilMoment(world, { robot, isOnTheWire: round === 0 || robot.random() < 0.5, writes })
    await running.kill(round === 0 || robot.random() < 0.7 ? 'SIGKILL' : 'SIGTERM')
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
  expect(await untilNothing(world.untruths, TOLD_MS)).toEqual([])
  expect(await uncounted()).toEqual([])
  const { wrong, lost } = await checkWrites(world)
  expect(wrong).toEqual([])
  expect(lost).toBeGreaterThan(0)
  await running.kill('SIGTERM')
  expect([...CANARIES, ...TRUSTED].flatMap((canary) => world.leaks(canary))).toEqual([])
}, 240_000)

async function act(robot: Robot, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    if (robot.random() < 0.5) robot.disturb()
    await robot.step()
  }
}

/** Waits for the moment to kill: while the target has a write in hand, or any that the seed names, answers on the wire among them. */
async function untilMoment(world: RobotWorld, { robot, isOnTheWire, writes }: { robot: Robot; isOnTheWire: boolean; writes: number }) {
  if (!isOnTheWire) return pause(Math.floor(robot.random() * 700))
  for (let waited = 0; waited < SENT_MS && countWrites(world) === writes; waited += 10) await pause(10)
}
