import { SocketModeClient } from '@slack/socket-mode'
import { expect, onTestFinished, test } from 'vitest'
import { eventParcel } from '../../src/practice/delivery/parcels.ts'
import { openStandIn } from './open-stand-in.ts'

async function connected() {
  const opened = await openStandIn({ socketMode: true })
  const logger = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => 'error' as never, setName() {} }
  const socket = new SocketModeClient({ appToken: 'xapp-1', logger, clientOptions: { slackApiUrl: opened.slack.apiUrl() } })
  onTestFinished(() => socket.disconnect())
  await socket.start()
  return { ...opened, socket }
}

test('deliveries go to the socket, and what it answers counts', async () => {
  const { slack, socket, received } = await connected()
  socket.on('slash_commands', ({ ack, body }) => ack({ text: `heard ${body.text}` }))

  await slack.command('ada', 'incidents', '/why403 list')

  expect(slack.messages({ viewer: 'ada' }).map((message) => message.text)).toEqual(['heard list'])
  expect(received).toEqual([])
})

test('without a connection a delivery reaches nobody', async () => {
  const { slack, socket } = await connected()
  await socket.disconnect()

  const delivery = await slack.command('ada', 'incidents', '/why403 list')

  expect(delivery.outcome).toBe('unreachable')
})

test('an event that is sent again says so in its envelope', async () => {
  const { slack, socket } = await connected()
  const retries: unknown[] = []
  socket.on('slack_event', ({ ack, retry_num }) => {
    retries.push(retry_num)
    return ack()
  })

  await slack.core.send(eventParcel({ type: 'event_callback', event: { type: 'app_mention' } }, { num: 2, reason: 'http_timeout' }))

  expect(retries).toEqual([2])
})
