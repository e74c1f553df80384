import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasChromium, openChromium } from './open-chromium.ts'
import { dataFolder, startWhy403 } from './start-why403.ts'

async function ask(page: Page, scenario: string): Promise<void> {
  await page.fill('[type=search]', scenario)
  const panel = page.locator('.scenario', { hasText: scenario })
  if ((await panel.getAttribute('open')) === null) await panel.locator('summary').click()
  await panel.getByRole('button', { name: 'Try it' }).click()
  await expect.poll(() => page.inputValue('#composer')).toContain('/why403')
  await page.press('#composer', 'Enter')
}

const card = (page: Page, words: string) => page.locator('.room .message.by-app:not(.ephemeral)', { hasText: words })

async function pickFromMenu(page: Page, words: string, entry: string): Promise<void> {
  for (const face of await card(page, words).locator('.overflow .menu-face').all()) {
    await face.click()
    const found = page.getByRole('menuitem', { name: entry })
    if ((await found.count()) > 0) return found.click()
    await page.keyboard.press('Escape')
  }
}

describe.skipIf(!hasChromium)('the tour through the practice workspace', () => {
  test('an incident is diagnosed, answered, resolved, and recognised the next time', async () => {
    const why403 = await startWhy403(await dataFolder())
    const { page, troubles } = await openChromium()
    page.setDefaultTimeout(20_000)
    await page.goto(`${why403.url}/practice`)
    await page.waitForSelector('#composer')

    await ask(page, 'A new project that nobody may enter')
    await card(page, 'INC-1').locator('.block-actions select').selectOption({ label: 'It is new: nothing was ever allowed here' })
    await card(page, 'INC-1').getByText('Outcome:').waitFor()
    const resolve = card(page, 'INC-1').getByRole('button', { name: 'Resolve…' })
    await ((await resolve.count()) > 0 ? resolve.click() : pickFromMenu(page, 'INC-1', 'Resolve…'))
    await page.click('.modal button[type=submit]')
    await card(page, 'INC-1').getByText('Resolved').first().waitFor()
    await ask(page, 'A new project that nobody may enter')
    await card(page, 'INC-2').getByText('Seen before').first().waitFor()

    expect(troubles).toEqual([])
  })

  test('after kill -9 the channel is as it was, and the walk goes on', async () => {
    const folder = await dataFolder()
    const before = await startWhy403(folder)
    const { page } = await openChromium()
    page.setDefaultTimeout(30_000)
    await page.goto(`${before.url}/practice`)
    await page.waitForSelector('#composer')
    await ask(page, 'A new project that nobody may enter')
    await card(page, 'needs an answer').waitFor()
    await expect.poll(() => card(page, 'INC-1').locator('.replies').count()).toBe(1)

    await before.kill('SIGKILL')
    await page.waitForSelector('.banner.bad')
    await startWhy403(folder, Number(new URL(before.url).port))
    await page.waitForSelector('.banner.bad', { state: 'detached' })
    await card(page, 'INC-1').locator('.block-actions select').selectOption({ label: 'It is new: nothing was ever allowed here' })

    await card(page, 'INC-1').getByText('Outcome:').waitFor()
  })
})
