import { expect, test } from 'vitest'
import { importPageModule } from './import-page-module.ts'
import { openStandIn } from './open-stand-in.ts'

const { placeOfPermalink } = await importPageModule('permalink.js')
const CHANNELS = [{ id: 'C0INCIDENT', name: 'incidents', kind: 'public' }]
const ORIGIN = 'http://127.0.0.1:3403'

const placeOf = (url: string) => placeOfPermalink?.(url, CHANNELS, ORIGIN)

test('a permalink leads to its thread, a reply to the thread that it is in', async () => {
  const { slack, client } = await openStandIn()
  const root = slack.say('ada', 'incidents', 'root').message
  const reply = slack.say('ada', 'incidents', 'reply', root.ts).message
  const linkOf = async (ts: string) =>
    String((await client.chat.getPermalink({ channel: 'C0INCIDENT', message_ts: ts })).permalink).replace(slack.url, `${ORIGIN}/practice`)

  expect(placeOf(await linkOf(root.ts))).toEqual({ room: 'incidents', thread: root.ts })
  expect(placeOf(await linkOf(reply.ts))).toEqual({ room: 'incidents', thread: root.ts })
})

test.each([
  'https://evil.test/practice/archives/C0INCIDENT/p1700000000000001',
  `${ORIGIN}/practice/archives/C0NOWHERE0/p1700000000000001`,
  `${ORIGIN}/practice`,
  '',
])('%s leads nowhere here', (url) => {
  expect(placeOf(url)).toBeNull()
})
