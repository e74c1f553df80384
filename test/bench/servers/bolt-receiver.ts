import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { SIGNING_SECRET } from '../signed-command.ts'

const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, logLevel: LogLevel.ERROR })
const app = new App({
  receiver,
  token: 'xoxb-bench',
  botId: 'B1',
  botUserId: 'U1',
  tokenVerificationEnabled: false,
  convoStore: false,
  logLevel: LogLevel.ERROR,
})
app.command('/why403', async ({ ack }) => ack())
const server = createServer((request, response) => receiver.requestListener(request, response)).listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
process.on('SIGTERM', () => process.exit(0))
