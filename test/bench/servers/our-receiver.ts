import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createBoltApp } from '../../../src/slack/bolt-app.ts'
import type { Answer } from '../../../src/slack/receiver/answer.ts'
import type { Envelope } from '../../../src/slack/receiver/payload.ts'
import { receiveRequest } from '../../../src/slack/receiver/receive-request.ts'
import type { Turn } from '../../../src/slack/receiver/turn.ts'
import { SIGNING_SECRET } from '../signed-command.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const nothing = async (turn: Turn) => void (await turn.ack())
const handlers = { command: nothing, event: nothing, press: nothing, shortcut: nothing, submission: nothing }
const run = createBoltApp({ botToken: 'xoxb-bench', log, handlers })

/** What the inbox does, less the database: hand the payload to Bolt, answer what its listener acknowledges. */
function accept(body: Envelope): Promise<Answer> {
  return new Promise((resolve) => {
    const ack: Turn['ack'] = async (answer) => {
      resolve({ status: 200, body: answer })
      return true
    }
    void run({ body, key: undefined, redriven: false, ack })
  })
}

const web = new Hono().post('/slack/events', (c) =>
  receiveRequest({ signingSecret: SIGNING_SECRET, now: () => new Date(), accept }, c.req.raw),
)
const server = serve({ fetch: web.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  process.stdout.write(`ready http://127.0.0.1:${port}\n`)
})
process.on('SIGTERM', () => server.close(() => process.exit(0)))
