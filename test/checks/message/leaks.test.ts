import { describe, expect, test } from 'vitest'
import { leaksOf, refusalLeaks } from '../../../src/checks/message/refusal-leaks.ts'
import type { Exchange } from '../../../src/exchange.ts'

function refusal(body: string, headers: Record<string, string[]> = {}, url = 'https://api.test/orders'): Exchange {
  return { request: { method: 'GET', url, headers: {} }, response: { status: 403, headers, body } }
}

describe('a stranger learns', () => {
  test.each([
    ['Apache/2.4.58 (Ubuntu) Server at api.test Port 443', 'version'],
    ['Microsoft-IIS/10.0', 'version'],
    ['Django Version: 4.2.7', 'version'],
    ['Spring Boot 3.1.4', 'version'],
    ['at App.Orders.Get() in C:\\src\\Orders.cs:line 12', 'stack-trace'],
    ['#0 /var/www/html/index.php(12): check()', 'stack-trace'],
    ["app/controllers/orders.rb:12:in `show'", 'stack-trace'],
    ['You’re seeing this because you have DEBUG = True in your settings', 'debug-page'],
    ['Whitelabel Error Page', 'debug-page'],
    ['upstream db-1.prod.internal', 'internal-host'],
    ['connect to localhost:5432', 'internal-host'],
    ['client 100.64.3.4', 'internal-address'],
    ['peer fd12:3456:789a::1', 'internal-address'],
    ['open /srv/shop/config.yml', 'file-path'],
    ['C:\\inetpub\\wwwroot\\web.config', 'file-path'],
    ['psycopg2.errors.InsufficientPrivilege', 'sql'],
    ['denied by rule block-bots-7', 'rule-id'],
    ['rbac_access_denied_matched_policy[ns[shop]-policy[deny-all]-rule[0]]', 'policy-name'],
    ['{"policy":"orders-read-only"}', 'policy-name'],
    ['User: arn:aws:iam::123456789012:user/ann is not authorized', 'cloud-resource'],
    ['worker@shop-prod.iam.gserviceaccount.com', 'cloud-resource'],
    ['ask ann.miller@shop.test', 'email'],
    ['The user ann does not exist', 'account'],
    ['Your account is locked', 'account'],
    ['Wrong password', 'account'],
  ])('%s: a %s', (text, leak) => {
    expect(refusalLeaks(text)).toContain(leak)
  })
})

test.each([
  'Forbidden',
  'You may not read this. Contact support@api.test, reference ab12cd34.',
  'Invalid username or password',
  'This is against our policy',
  'Our privacy policy: read it',
  'Your plan does not include this.',
  'The node is busy, try 10.5 minutes later',
  'Node 10 is busy',
  'You lack the role orders/admin',
])('%s gives nothing away', (text) => {
  expect(refusalLeaks(text)).toEqual([])
})

test('each leak is quoted with its place', () => {
  const { leaks, quotes } = leaksOf(
    refusal('<html><!-- web-3.corp -->no</html>', { 'x-powered-by': ['PHP/8.2.1'], 'x-aspnet-version': ['4.0.30319'] }),
  )

  expect(leaks).toEqual(['version', 'internal-host'])
  expect(quotes).toEqual([
    'internal-host in comment: web-3.corp',
    'version in header:x-powered-by: PHP/8.2.1',
    'version in header:x-aspnet-version: x-aspnet-version: 4.0.30319',
  ])
})

test('a long quote is clipped', () => {
  const { quotes } = leaksOf(refusal(`open /srv/${'a'.repeat(500)}`))

  expect(quotes[0]?.length).toBeLessThan(120)
})

test('what the client said itself is no leak: its own host, address and path', () => {
  const spring = '{"status":403,"error":"Forbidden","path":"/home/orders"}'

  expect(leaksOf(refusal(spring, {}, 'https://api.test/home/orders')).leaks).toEqual([])
  expect(leaksOf(refusal('10.1.2.3 says no', {}, 'http://10.1.2.3/')).leaks).toEqual([])
  expect(leaksOf(refusal('shop.corp says no', {}, 'https://shop.corp/')).leaks).toEqual([])
  expect(leaksOf(refusal('10.1.2.3 says no', {}, 'http://10.9.9.9/')).leaks).toEqual(['internal-address'])
})

test('addresses of scripts and pictures of a page are no files of the server', () => {
  expect(leaksOf(refusal('<html><script src="/app/main.js"></script><img src="/data/logo.png">no</html>')).leaks).toEqual([])
})

test('a long text of nothing is read in no time', () => {
  for (const text of [
    'a.'.repeat(8_000),
    'user '.repeat(4_000),
    '@'.repeat(16_000),
    'x'.repeat(16_000),
    ':'.repeat(16_000),
    '/var'.repeat(4_000),
  ])
    expect(refusalLeaks(text)).toBeInstanceOf(Array)
}, 5_000)
