import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findInMessage } from '../../src/slack/command/find-in-message.ts'
import { parseCommand } from '../../src/slack/command/parse-command.ts'
import { withoutMentions } from '../../src/slack/command/slack-text.ts'

const opened = (text: string) => {
  const command = parseCommand(text)
  if (command.kind !== 'open') throw new TypeError(JSON.stringify(command))
  return command
}

describe('the grammar', () => {
  test('a URL alone is a GET as whoever the target names', () => {
    expect(parseCommand('https://api.test/orders')).toEqual({
      kind: 'open',
      request: { method: 'GET', url: 'https://api.test/orders', headers: {} },
      ignored: [],
    })
  })

  test('a method before the URL and an identity after it are read in any case', () => {
    expect(opened('post https://api.test/orders AS alice')).toMatchObject({ request: { method: 'POST' }, as: 'alice' })
  })

  test('what Slack made of links, mentions and ampersands is undone', () => {
    expect(opened('GET <https://api.test/o?a=1&amp;b=2|api.test/o> as <@U1|alice>')).toMatchObject({
      request: { url: 'https://api.test/o?a=1&b=2' },
      as: 'alice',
    })
  })

  test.each([
    ['', { kind: 'form' }],
    ['   ', { kind: 'form' }],
    ['list', { kind: 'list' }],
    ['HELP', { kind: 'help' }],
    ['INC-12', { kind: 'show', incident: 12 }],
    ['inc12', { kind: 'show', incident: 12 }],
    ['rules nginx deny', { kind: 'rules', words: 'nginx deny' }],
  ])('%j is %j', (text, command) => {
    expect(parseCommand(text)).toEqual(command)
  })

  test.each([
    'api.test/orders',
    'POST',
    'https://',
    'https://api.test/ as',
    'https://api.test/ alice',
    'https://api.test/ as a b',
    'INC-',
    'INC-0',
    'list all',
    'ftp://x/',
    'nonsense',
  ])('%j is a mistake that says what was found and expected, with an example', (text) => {
    const command = parseCommand(text)

    expect(command.kind).toBe('mistake')
    expect(command).toMatchObject({
      found: expect.stringMatching(/./),
      expected: expect.stringMatching(/./),
      example: expect.stringContaining('/why403'),
    })
  })

  test('a method that is nearly a known one is asked about, and one of its own is taken', () => {
    expect(parseCommand('GTE https://api.test/a')).toMatchObject({
      kind: 'mistake',
      found: expect.stringContaining('GTE'),
      expected: expect.stringContaining('GET'),
    })
    expect(parseCommand('PROPFIND https://api.test/a')).toMatchObject({ kind: 'open', request: { method: 'PROPFIND' } })
  })

  test('a mistake shows no query string and no credentials of a URL', () => {
    const shown = JSON.stringify(parseCommand('https://u:CANARY1@api.test/?token=CANARY2 bogus https://u:CANARY3@x.test/?k=CANARY4'))

    expect(shown).not.toMatch(/CANARY/)
  })

  test('any text gives an answer, ten kilobytes too', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: 'binary', maxLength: 10_000 }),
          fc.string().map((tail) => `curl ${tail}`),
        ),
        (text) => {
          expect(parseCommand(text)).toHaveProperty('kind')
        },
      ),
    )
    expect(parseCommand('x'.repeat(10_000)).kind).toBe('mistake')
    expect(JSON.stringify(parseCommand(`y${'x'.repeat(10_000)}`)).length).toBeLessThan(400)
  })
})

const FORM = 'application/x-www-form-urlencoded'

describe('a pasted curl command', () => {
  test('method, headers, body and identity are read', () => {
    const command = opened(`curl -X PUT 'https://api.test/o/1' -H 'X-Team: edge' -H "Authorization: Bearer t0k" --data '{"a":1}' as member`)

    expect(command).toMatchObject({
      request: { method: 'PUT', url: 'https://api.test/o/1', body: '{"a":1}', headers: { 'x-team': 'edge', authorization: 'Bearer t0k' } },
      as: 'member',
    })
  })

  test('typographic quotes and dashes, continued lines and fences are undone', () => {
    const command = opened('```curl —request POST \\\n “https://api.test/o” \\\n -H ‘Accept: text/plain’```')

    expect(command.request).toEqual({ method: 'POST', url: 'https://api.test/o', headers: { accept: 'text/plain' } })
  })

  test.each([
    [
      'curl https://api.test/ -d a=1 -d b=2',
      { method: 'POST', body: 'a=1&b=2', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
    ['curl -G https://api.test/?x=1 -d a=1 --data-urlencode "q=a b"', { method: 'GET', url: 'https://api.test/?x=1&a=1&q=a%20b' }],
    ['curl -I https://api.test/', { method: 'HEAD' }],
    [
      `curl --json '{"a":1}' https://api.test/`,
      { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' } },
    ],
    ['curl -u ada:pw https://api.test/', { headers: { authorization: 'Basic YWRhOnB3' } }],
    [
      'curl -b "sid=1" -A me/1 -e https://ref.test/ https://api.test/',
      { headers: { cookie: 'sid=1', 'user-agent': 'me/1', referer: 'https://ref.test/' } },
    ],
    ['curl -sSLXDELETE --url https://api.test/', { method: 'DELETE', url: 'https://api.test/' }],
    ['curl -o out.html -w "%{http_code}" --max-time 5 https://api.test/', { url: 'https://api.test/' }],
    ['```\ncurl https://api.test/ \\\n -H "A: b"\n```', { url: 'https://api.test/', headers: { a: 'b' } }],
    ['$ curl -i https://api.test/ | jq . > out.json', { url: 'https://api.test/' }],
    ['curl https://api.test/ 2>/dev/null', { url: 'https://api.test/' }],
    ['curl.exe https://api.test/', { url: 'https://api.test/' }],
    [
      'curl ^"https://api.test/?a=1^&b=2^" ^\n  -H ^"x: ^\\^"y^\\^"^" ^\n  --data-raw ^"^{^\\^"a^\\^":1^}^"',
      { method: 'POST', url: 'https://api.test/?a=1&b=2', headers: { 'content-type': FORM, x: '"y"' }, body: '{"a":1}' },
    ],
    ['curl "https://api.test/" ^\n --data-raw "{""a"":1}"', { method: 'POST', url: 'https://api.test/', body: '{"a":1}' }],
    [
      `curl 'https://api.test/' \\\n  --data-raw $'{"a":"it\\'s \\u0021"}' \\\n  --compressed`,
      { method: 'POST', url: 'https://api.test/', body: `{"a":"it's !"}` },
    ],
    ['curl example.test/x', { url: 'http://example.test/x' }],
  ])('%j', (text, request) => {
    expect(opened(text).request).toMatchObject(request)
  })

  test('flags that cannot be honoured are named, without their values', () => {
    const { ignored } = opened('curl -k -x http://user:CANARY@proxy.test https://api.test/ --frobnicate --token=CANARY')

    expect(ignored).toEqual(['-k', '-x', '--frobnicate', '--token'])
  })

  test.each([
    "curl 'https://api.test/",
    'curl',
    'curl -H',
    'curl -d @secret.json https://api.test/',
    'curl -F file=@x https://api.test/',
    'curl https://a.test/ https://b.test/',
    'curl ftp://a.test/',
    'curl -X "GET / HTTP/1.1\r\nX-Evil: 1" https://a.test/',
    'curl --data-urlencode @secret.json https://a.test/',
    'curl --data-urlencode name@secret.json https://a.test/',
  ])('%j is a mistake', (text) => {
    expect(parseCommand(text).kind).toBe('mistake')
  })

  test('a mistake never repeats what may be secret', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          "curl -H 'Authorization: Bearer CANARY",
          'curl -u a:CANARY',
          'curl -d CANARY -F CANARY=1 x',
          'curl CANARY CANARY https://x.test',
        ),
        (text) => {
          expect(JSON.stringify(parseCommand(text))).not.toContain('CANARY')
        },
      ),
    )
  })
})

describe('a message', () => {
  test('mentions are no part of the command', () => {
    expect(withoutMentions('<@U0BOT> <https://api.test/>')).toBe('<https://api.test/>')
    expect(parseCommand(withoutMentions('hey <@U0BOT|why403>: '))).toMatchObject({ kind: 'mistake' })
  })

  test('a curl command over several lines is found, up to the end of its fence', () => {
    const text = 'this fails:\n```$ curl -H "A: b" \\\n  https://api.test/x```\nand <https://other.test/>'

    expect(findInMessage({ text }).request).toBe('curl -H "A: b" \\\n  https://api.test/x')
  })

  test.each([
    ['curl says HTTP/1.1 403 Forbidden for https://api.test/x', 'https://api.test/x'],
    ['curl fails on https://api.test/x since noon', 'https://api.test/x'],
    ['curl api.test/x as in https://wiki.test/y', 'https://wiki.test/y'],
    ["curl -H 'A: b https://api.test/x", "curl -H 'A: b https://api.test/x"],
    ['curl https://api.test/x', 'curl https://api.test/x'],
  ])('%j asks about %j: the word curl alone makes no command', (text, request) => {
    expect(findInMessage({ text }).request).toBe(request)
  })

  test('a URL is found in text, without the punctuation after it', () => {
    expect(findInMessage({ text: 'see (<https://api.test/a?b=1&amp;c=2>), please' }).request).toBe('https://api.test/a?b=1&c=2')
  })

  test('a pasted response is found, and the URL beside it', () => {
    const found = findInMessage({ text: 'https://api.test/x says\n```HTTP/1.1 403 Forbidden\nserver: nginx\n\n<html>``` help' })

    expect(found).toMatchObject({ request: 'https://api.test/x', response: 'HTTP/1.1 403 Forbidden\nserver: nginx\n\n<html>' })
  })

  test('blocks and attachments are read when there is no text', () => {
    const blocks = [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'look: ' },
              { type: 'link', url: 'https://api.test/b' },
            ],
          },
        ],
      },
    ]

    expect(findInMessage({ text: '', blocks }).request).toBe('https://api.test/b')
    expect(findInMessage({ attachments: [{ text: 'Alert <https://api.test/c|c>' }] }).request).toBe('https://api.test/c')
  })

  test('a message of any shape gives an answer', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 4 }), (message) => {
        expect(findInMessage(message)).toHaveProperty('text')
      }),
    )
  })
})
