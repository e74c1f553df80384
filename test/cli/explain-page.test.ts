import { describe, expect, test } from 'vitest'
import { runExplain } from './run-explain.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin so
const COLOUR = /\u001b\[[\d;]*m/g
const PAGE = JSON.stringify({
  id: 'cart',
  request: { method: 'POST', url: `https://shop.example/cart?items=${'1'.repeat(200)}` },
  response: {
    status: 403,
    headers: {
      server: 'cloudflare',
      'cf-ray': '8f00aa11bb22cc33-FRA',
      'x-request-id': 'r-1',
      'x-trace-id': 't-1',
      traceparent: '00-a-b-01',
    },
    body: 'error code: 1020',
  },
})
const passes = (count: number) => '{"response":{"status":200}}\n'.repeat(count)

describe('a terminal', () => {
  test.each([80, 40])('of %i columns gets no line that is longer, but for an address or id that is one word', async (columns) => {
    const { out } = await runExplain([], PAGE, { columns })

    const lines = out.replace(COLOUR, '').split('\n')
    expect(lines.filter((line) => line.length > columns && line.trim().includes(' '))).toEqual([])
    expect(lines.length).toBeGreaterThan(10)
  })

  test('gets colours, unless NO_COLOR or a dumb terminal says otherwise; a pipe gets none and whole lines', async () => {
    const told = await Promise.all([
      runExplain([], PAGE, { columns: 80 }),
      runExplain([], PAGE, { columns: 80, env: { NO_COLOR: '1' } }),
      runExplain([], PAGE, { columns: 80, env: { TERM: 'dumb' } }),
      runExplain([], PAGE),
    ])

    expect(told.map(({ out }) => COLOUR.test(out))).toEqual([true, false, false, false])
    expect(told[3]?.out).toContain('1'.repeat(200))
  })
})

describe('the page', () => {
  test('says who, why, by which rule, what proves it and where, where to look it up, what else it may be, and what to do next', async () => {
    const { out } = await runExplain([], PAGE)

    for (const row of [
      /^id cart {2}403 Forbidden {2}POST https:\/\/shop\.example\/cart/,
      /^Denied by cloudflare \(WAF\), \d\d % sure$/m,
      /^ {2}why {6}WAF rule \d\d %, or IP or geo restriction/m,
      /^ {2}rule {5}1020$/m,
      /^ {2}because {2}\S/m,
      /^ {13}body: “error code: 1020”$/m,
      /^ {2}look up {2}cf-ray 8f00aa11bb22cc33-FRA$/m,
      /^ {13}in Cloudflare dashboard/m,
      /^ {11}and \d more: see --json$/m,
      /^ {2}next {5}\S/m,
    ]) {
      expect(out).toMatch(row)
    }
  })

  test('says that it cannot tell where it cannot', async () => {
    const { out } = await runExplain([], '{"response":{"status":403}}')

    expect(out).toMatch(/cannot be told from this answer alone/)
  })

  test('of many answers tells those that passed in one line, counts all and names the line of each', async () => {
    const { out, err } = await runExplain([], `${passes(7)}oops\n${passes(1)}{"response":{"status":403}}\n`)

    expect(err).toBe('input:8: found "oops", expected a JSON object in one line\n')
    expect(out).toMatch(/^8 answers passed\n\nline 10 {2}403 Forbidden\n/)
    expect(out).toMatch(/\n9 answers: 8 allowed, 1 denied; 1 could not be read\n$/)
  })

  test('one answer that passed is two lines and no sum', async () => {
    expect((await runExplain([], passes(1))).out).toBe('200 OK\nAllowed\n')
  })
})
