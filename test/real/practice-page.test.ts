import type { WebClient } from '@slack/web-api'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasChromium, openChromium } from './open-chromium.ts'
import { type Heard, servePractice } from './serve-practice.ts'

const HOSTILE =
  '<img src=x onerror=window.hacked=1> &lt;script&gt;window.hacked=1&lt;/script&gt; <javascript:window.hacked=1|press me> *bold*'
const plain = (text: string) => ({ type: 'plain_text' as const, text })
const CARD = [
  { type: 'header', text: plain('INC-1') },
  {
    type: 'section',
    text: { type: 'mrkdwn', text: `\`GET https://x.test/${'long'.repeat(40)}\`` },
    fields: [{ type: 'mrkdwn', text: `\`${'x'.repeat(90)}\`` }],
  },
  {
    type: 'actions',
    elements: [
      {
        type: 'static_select',
        action_id: 'pick',
        placeholder: plain('Choose'),
        options: [{ text: plain('A very long answer that hardly fits into any select menu of a phone'), value: 'a' }],
      },
    ],
  },
  { type: 'section', text: { type: 'mrkdwn', text: HOSTILE } },
  { type: 'markdown', text: '## Evidence\n\n<script>window.hacked=1</script>\n\n[press](javascript:window.hacked=1)' },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'answer', text: plain('Yes, until recently'), value: '0' },
      {
        type: 'button',
        action_id: 'send',
        style: 'danger',
        text: plain('Send POST for real'),
        confirm: { title: plain('Really?'), text: plain('It is sent.'), confirm: plain('Send it'), deny: plain('Stop') },
      },
      {
        type: 'overflow',
        action_id: 'more',
        options: [
          { text: plain('Go back'), value: 'back' },
          { text: plain('Resolve…'), value: 'resolve' },
        ],
      },
    ],
  },
]
const MODAL = {
  type: 'modal' as const,
  title: plain('Resolve'),
  submit: plain('Save'),
  blocks: [
    {
      type: 'input',
      block_id: 'rule',
      label: plain('Rule'),
      element: { type: 'plain_text_input', action_id: 'v', initial_value: '942100' },
    },
    { type: 'input', block_id: 'fix', label: plain('Fix'), element: { type: 'plain_text_input', action_id: 'v', multiline: true } },
  ],
}

async function reply(heard: Heard, client: WebClient): Promise<Response | undefined> {
  if (heard.command) await client.chat.postMessage({ channel: String(heard.channel_id), text: 'INC-1', blocks: CARD as never })
  const [action] = (heard.actions ?? []) as { selected_option?: { value: string } }[]
  if (action?.selected_option?.value === 'resolve') await client.views.open({ trigger_id: String(heard.trigger_id), view: MODAL as never })
  const values = (heard.view as { state?: { values?: Record<string, Record<string, { value?: string }>> } })?.state?.values
  if (heard.type === 'view_submission' && values?.rule?.v?.value === 'wrong')
    return Response.json({ response_action: 'errors', errors: { rule: 'No such rule' } })
  return undefined
}

async function openRoom(viewport?: { width: number; height: number }) {
  const scenarios = [
    {
      id: 'a',
      title: 'A missing scope',
      story: 'It worked.',
      command: '/why403 GET http://x.test/a',
      answers: [{ question: 'Who?', answer: 'Yes' }],
    },
  ]
  const served = await servePractice(reply, scenarios)
  const opened = await openChromium(viewport)
  await opened.page.goto(served.url)
  await opened.page.waitForSelector('#composer')
  return { ...served, ...opened }
}

async function askWhy(page: Page): Promise<void> {
  await page.fill('#composer', '/why403 https://x.test/?a=1&b=2')
  await page.press('#composer', 'Enter')
  await page.waitForSelector('.block-header')
}

/** Whether anything runs over the side of the page or of a list of messages. */
const overflows = (page: Page) =>
  page.evaluate(
    "[...document.querySelectorAll('html, .messages, .pane-body, .modal-body')].some((one) => one.scrollWidth > one.clientWidth + 1)",
  )

describe.skipIf(!hasChromium)('the practice page', () => {
  test('shows a card for a command and sends what is pressed', async () => {
    const { page, heard, troubles } = await openRoom()
    await askWhy(page)

    await page.click('text=Yes, until recently')
    await expect.poll(() => heard.at(-1)?.type).toBe('block_actions')

    expect(heard[0]).toMatchObject({ command: '/why403', text: 'https://x.test/?a=1&amp;b=2' })
    expect(heard.at(-1)?.actions).toMatchObject([{ action_id: 'answer', value: '0' }])
    expect(troubles).toEqual([])
  })

  test('runs nothing that a message holds', async () => {
    const { page, troubles } = await openRoom()
    await askWhy(page)

    expect(await page.evaluate('window.hacked')).toBeUndefined()
    expect(await page.locator('.message a[href^="javascript"], .message script, .message img[onerror]').count()).toBe(0)
    expect(await page.locator('.message .text', { hasText: 'press me' }).textContent()).toContain('<script>window.hacked=1</script>')
    expect(troubles).toEqual([])
  })

  test('asks before a dangerous button acts', async () => {
    const { page, heard } = await openRoom()
    await askWhy(page)

    await page.click('text=Send POST for real')
    await page.click('text=Stop')
    expect(heard.filter((one) => one.type === 'block_actions')).toEqual([])
    await page.click('text=Send POST for real')
    await page.click('text=Send it')
    await expect.poll(() => heard.at(-1)?.type).toBe('block_actions')
  })

  test('works by keyboard: menu, modal, complaint, submission', async () => {
    const { page, heard } = await openRoom()
    await askWhy(page)

    await page.focus('.overflow .menu-face')
    for (const key of ['Enter', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
    await page.waitForSelector('.modal')
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=Please complete this required field.')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Grant it')
    await page.click('.modal button[type=submit]')
    await page.waitForSelector('text=No such rule')
    await page.fill('.modal input', '942101')
    await page.click('.modal button[type=submit]')
    await page.waitForSelector('.modal', { state: 'detached' })

    expect(heard.at(-1)).toMatchObject({
      view: { state: { values: { rule: { v: { value: '942101' } }, fix: { v: { value: 'Grant it' } } } } },
    })
  })

  test('brings back what was sent, and puts a scenario into the message box', async () => {
    const { page } = await openRoom()
    await askWhy(page)

    await page.press('#composer', 'ArrowUp')
    expect(await page.inputValue('#composer')).toBe('/why403 https://x.test/?a=1&b=2')
    await page.click('text=A missing scope')
    await page.click('text=Try it')
    await expect.poll(() => page.inputValue('#composer')).toBe('/why403 GET http://x.test/a')
  })

  test('shows each person what is theirs', async () => {
    const { page, url, client } = await openRoom()
    await client.chat.postEphemeral({ channel: 'C0INCIDENT', user: 'U0ADALOVEL', text: 'psst Ada' })

    await page.waitForSelector('text=psst Ada')
    await page.goto(`${url}#alan/incidents`)
    await page.waitForSelector('text=Alan Turing')
    expect(await page.locator('text=psst Ada').count()).toBe(0)
    expect(await page.locator('nav >> text=leads').count()).toBe(0)
  })

  test('fits a phone: nothing runs over the side, the thread and the panels come and go', async () => {
    const { page, troubles } = await openRoom({ width: 390, height: 844 })
    await askWhy(page)
    expect(await overflows(page)).toBe(false)

    await page.click('[aria-label="Reply in thread"]')
    await page.fill('.thread textarea', 'a reply')
    await page.press('.thread textarea', 'Enter')
    await page.waitForSelector('.thread >> text=a reply')
    expect(await overflows(page)).toBe(false)
    await page.click('[aria-label="Close the thread"]')
    await page.click('.replies')
    await page.click('[aria-label="Close the thread"]')
    await page.click('[aria-label="Channels"]')
    await page.click('nav >> text=on-call')
    await page.waitForSelector('text=a channel to practise in')
    expect(await overflows(page)).toBe(false)
    expect(troubles).toEqual([])
  })

  test('lets Slack fail and be repaired', async () => {
    const { page, client } = await openRoom()

    await page.click("text=Slack's health")
    await page.click('text=Slack is down')
    await page.click('.faults .primary')
    await page.waitForSelector('.banner')
    await expect(client.auth.test()).rejects.toThrow()
    await page.click('text=Repair it')
    await page.waitForSelector('.banner', { state: 'detached' })
    expect((await client.auth.test()).ok).toBe(true)
  })
})
