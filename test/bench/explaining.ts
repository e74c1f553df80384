import { identify } from '../../src/denial/identify.ts'
import type { Exchange } from '../../src/exchange.ts'
import { median } from './quantile.ts'
import type { Figure } from './report.ts'

const RUNS = 7
const EXCHANGES = 20_000
const BUDGET = 20_000

/** Typical refusals: small JSON, a stock page, an edge's page, XML of a bucket, an opaque body. Our own texts. */
const TYPICAL: Exchange[] = [
  refusal(
    403,
    { 'content-type': ['application/json'], server: ['nginx'] },
    '{"error":"forbidden","message":"missing permission orders:read"}',
  ),
  refusal(
    403,
    { 'content-type': ['text/html'], server: ['nginx/1.24.0'] },
    '<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr><center>nginx/1.24.0</center></body></html>',
  ),
  refusal(
    403,
    { server: ['cloudflare'], 'cf-ray': ['84c1b2a3d4e5f607-FRA'] },
    `<html><title>Access denied</title>${'<p>padding</p>'.repeat(100)}error code: 1020</html>`,
  ),
  refusal(
    403,
    { 'x-amz-request-id': ['ABCDEF'], server: ['AmazonS3'] },
    '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
  ),
  refusal(401, { 'www-authenticate': ['Bearer error="invalid_token", error_description="expired"'] }, ''),
]

function refusal(status: number, headers: Record<string, string[]>, body: string): Exchange {
  return { request: { method: 'GET', url: 'https://api.example.com/orders', headers: {} }, response: { status, headers, body } }
}

/** How many typical exchanges `identify` reads in a second of computing: other work on the machine does not count. */
export async function explaining(): Promise<Figure[]> {
  runOnce()
  const rates = Array.from({ length: RUNS }, runOnce)
  const rate = median(rates)
  return [
    {
      name: `identify, exchanges a second, median of ${RUNS}`,
      value: Math.round(rate).toLocaleString('en'),
      budget: `≥ ${BUDGET.toLocaleString('en')}`,
      ok: rate >= BUDGET,
    },
  ]
}

function runOnce(): number {
  const before = process.cpuUsage()
  for (let at = 0; at < EXCHANGES; at++) identify([TYPICAL[at % TYPICAL.length] as Exchange])
  const { user, system } = process.cpuUsage(before)
  return (EXCHANGES * 1_000_000) / (user + system)
}
