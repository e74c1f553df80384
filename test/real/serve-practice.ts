import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { WebClient } from '@slack/web-api'
import { Hono } from 'hono'
import { onTestFinished } from 'vitest'
import { createPractice } from '../../src/practice/create-practice.ts'
import type { PageScenario } from '../../src/practice/web/practice-app.ts'

/** What the app under the page gets: a form's fields, a payload or an event. */
export type Heard = { command?: string; text?: string; type?: string; trigger_id?: string; channel_id?: string; [field: string]: unknown }

type Reply = (heard: Heard, client: WebClient) => Promise<Response | undefined>

/** A practice workspace on a port of its own, whose app answers as `reply` says and keeps what it heard. */
export async function servePractice(reply: Reply, scenarios: readonly PageScenario[] = []) {
  const root = new Hono()
  const heard: Heard[] = []
  const server = await new Promise<Server>((resolve) => {
    const made = serve({ fetch: root.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(made as Server))
  })
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const practice = await createPractice({
    baseUrl,
    deliver: `${baseUrl}/slack/events`,
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
    scenarios,
  })
  const client = new WebClient(practice.slack.botToken, { slackApiUrl: practice.slack.apiUrl, retryConfig: { retries: 0 } })
  root.post('/slack/events', async (context) => {
    const one = readBody(await context.req.text())
    heard.push(one)
    return (await reply(one, client)) ?? context.body(null, 200)
  })
  root.route('/practice', practice.app)
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await practice.close()
  })
  return { url: `${baseUrl}/practice`, heard, client, standIn: practice.standIn }
}

function readBody(text: string): Heard {
  if (text.startsWith('{')) return JSON.parse(text)
  const form = new URLSearchParams(text)
  return form.has('payload') ? JSON.parse(form.get('payload') ?? '') : Object.fromEntries(form)
}
