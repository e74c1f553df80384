import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import type { Io } from '../../src/cli/io.ts'
import { slackManifest } from '../../src/cli/slack-manifest.ts'
import { appManifest } from '../../src/slack/app-manifest.ts'

function memoryIo() {
  const written = { out: '', err: '' }
  const sink = (key: 'out' | 'err') =>
    new Writable({
      write(chunk, _encoding, done) {
        written[key] += String(chunk)
        done()
      },
    })
  const io: Io = { stdin: process.stdin, stdout: sink('out'), stderr: sink('err'), isTty: false, cwd: '/', env: {}, now: () => new Date() }
  return { io, written }
}

test('every address in the manifest is the one of /slack/events', async () => {
  const { io, written } = memoryIo()

  const status = await slackManifest(['--url', 'https://why403.example.com/'], io)

  expect(status).toBe(0)
  const urls = [...written.out.matchAll(/"(https:[^"]+)"/g)].map((match) => match[1])
  expect(new Set(urls)).toEqual(new Set(['https://why403.example.com/slack/events']))
  expect(urls.length).toBe(4)
})

test('for Socket Mode it names no address', () => {
  const manifest = JSON.stringify(appManifest({ socketMode: true }))

  expect(manifest).toContain('"socket_mode_enabled":true')
  expect(manifest).not.toContain('https:')
})

test.each([[[]], [['--url', 'http://x.example.com']], [['--url', 'why403.example.com']], [['--url', 'https://x.example.com/?a=SECRET']]])(
  '%j is a usage mistake',
  async (args) => {
    const { io, written } = memoryIo()

    expect(await slackManifest(args, io)).toBe(2)
    expect(written.err).toContain('expected --url https://HOST')
    expect(written.err).not.toContain('SECRET')
  },
)
