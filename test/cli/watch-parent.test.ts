import { expect, test } from 'vitest'
import { watchParent } from '../../src/cli/serving/watch-parent.ts'

test('when the parent is another process than at the start, it is told once', async () => {
  let parent = 100
  let told = 0
  const gone = new Promise<void>((resolve) => {
    watchParent(
      () => {
        told++
        resolve()
      },
      () => parent,
      1,
    )
  })

  parent = 1
  await gone

  expect(told).toBe(1)
})
