import type { Check } from '../check.ts'
import type { MinimizeFinding, MinimizeInput } from './minimize-finding.ts'

const PASSES = { status: 200 }
const REFUSED = { status: 403 }

/** Examples of `minimize`; they run as tests. */
export const MINIMIZE_EXAMPLES: Check<typeof MinimizeInput, typeof MinimizeFinding>['examples'] = [
  {
    name: 'a word in one of two parameters',
    input: {},
    request: { url: 'https://api.test/search?page=2&q=drop+table' },
    replies: {
      'GET /search as anonymous': PASSES,
      'GET /search?page=2 as anonymous': PASSES,
      'GET /search?page=2&q=why403 as anonymous': PASSES,
      '* * as anonymous': REFUSED,
    },
    finding: {
      flips: true,
      kind: 'query',
      name: 'q',
      how: 'removed',
      exact: true,
      alone: true,
      contentDecides: true,
      plain: false,
      added: [],
      of: 2,
    },
  },
  {
    name: 'a parameter that may not be there, and one that is needed',
    input: {},
    request: { url: 'https://api.test/search?id=7&debug=1' },
    replies: {
      'GET /search?id=7 as anonymous': PASSES,
      'GET /search?id=1&debug=2 as anonymous': REFUSED,
      'GET /search as anonymous': { status: 400 },
      'GET /search?debug=1 as anonymous': { status: 400 },
      '* * as anonymous': REFUSED,
    },
    finding: { flips: true, kind: 'query', name: 'debug', contentDecides: false, plain: true },
  },
  {
    name: 'the content of a parameter without which there is no answer',
    input: {},
    request: { url: 'https://api.test/search?q=%3Cb%3E' },
    replies: {
      'GET /search?q=why403 as anonymous': PASSES,
      'GET /search as anonymous': { status: 400 },
      '* * as anonymous': REFUSED,
    },
    finding: { flips: true, parts: [{ kind: 'query', name: 'q', how: 'replaced' }], contentDecides: true },
  },
  {
    name: 'two parameters that are refused together',
    input: {},
    request: { url: 'https://api.test/a?x=1&y=2' },
    replies: { 'GET /a as anonymous': PASSES, '* * as anonymous': REFUSED },
    finding: { flips: true, exact: true, passedWithout: 'the query parameter x and the query parameter y' },
  },
  {
    name: 'against a request that passes',
    input: { allowed: { path: '/orders?view=short' } },
    request: { url: 'https://api.test/orders?view=all&page=2' },
    replies: {
      'GET /orders?view=short as anonymous': PASSES,
      'GET /orders?view=short&page=2 as anonymous': PASSES,
      '* * as anonymous': REFUSED,
    },
    finding: { flips: true, kind: 'query', name: 'view', how: 'replaced' },
  },
  {
    name: 'refused however little is sent',
    input: {},
    request: { url: 'https://api.test/orders?page=2', headers: { 'x-a': '1' } },
    replies: { '* * as anonymous': REFUSED },
    finding: { flips: false, nothingFlips: true, parts: [], added: [], stopped: '', unstable: false, refused: true },
  },
  {
    name: 'refused and passing in turn',
    input: {},
    request: { url: 'https://api.test/orders?page=2' },
    replies: { 'GET /orders as anonymous': [PASSES, REFUSED, PASSES], '* * as anonymous': REFUSED },
    finding: { flips: false, unstable: true, nothingFlips: false, parts: [] },
  },
  {
    name: 'a limiter in between',
    input: {},
    request: { url: 'https://api.test/orders?page=2' },
    replies: { 'GET /orders?page=2 as anonymous': REFUSED, '* * as anonymous': { status: 429 } },
    finding: { flips: false, nothingFlips: false, stopped: 'rate', parts: [] },
  },
  {
    name: 'a write that alone is refused is not sent again',
    input: {},
    request: { method: 'POST', body: '{"note":"x"}' },
    replies: { 'POST /orders as anonymous': REFUSED, '* * as anonymous': PASSES },
    finding: { refused: true, flips: false, stopped: 'approval', bodyLeft: true, tried: 0, method: 'POST' },
  },
]
