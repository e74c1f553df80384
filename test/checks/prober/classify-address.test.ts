import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyAddress, refuseAddress } from '../../../src/checks/prober/address/classify-address.ts'

test.each([
  ['1.1.1.1', 'public'],
  ['2606:4700::1111', 'public'],
  ['10.0.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['fd12:3456::1', 'private'],
  ['fec0::1', 'private'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['::1', 'loopback'],
  ['100.64.0.1', 'shared'],
  ['169.254.1.1', 'link-local'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local'],
  ['169.254.169.254', 'metadata'],
  ['100.100.100.200', 'metadata'],
  ['168.63.129.16', 'metadata'],
  ['fd00:ec2::254', 'metadata'],
  ['fd00:0ec2:0:0:0:0:0:254', 'metadata'],
  ['224.0.0.1', 'multicast'],
  ['ff02::1', 'multicast'],
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'unspecified'],
  ['::', 'unspecified'],
  ['255.255.255.255', 'broadcast'],
  ['240.0.0.1', 'reserved'],
  ['198.18.0.1', 'reserved'],
  ['192.0.2.1', 'reserved'],
  ['2001:db8::1', 'reserved'],
  ['100::1', 'reserved'],
  ['4000::1', 'reserved'],
  ['64:ff9b:1::808:808', 'reserved'],
  ['64:ff9b:1:a9fe:a9:fe00:808:808', 'reserved'],
  ['169.254.42.42', 'metadata'],
  ['fd00:c1::a9fe:a9fe', 'metadata'],
  ['fd00:42::42', 'metadata'],
  ['2606:4700::5efe:a9fe:a9fe', 'metadata'],
  ['2606:4700::200:5efe:10.0.0.1', 'private'],
  ['2606:4700::5efe:1.1.1.1', 'public'],
  ['fd12::5efe:169.254.169.254', 'metadata'],
  ['fd12::5efe:1.1.1.1', 'private'],
  ['fe80::5efe:10.0.0.1', 'link-local'],
  ['nonsense', 'reserved'],
  ['0x7f.1', 'reserved'],
  ['', 'reserved'],
])('%s is %s', (address, found) => {
  expect(classifyAddress(address)).toBe(found)
})

const octet = fc.integer({ min: 0, max: 255 })
const ipv4 = fc.tuple(octet, octet, octet, octet)
const hex = (a: number, b: number) => ((a << 8) | b).toString(16)

describe('an IPv4 address in an IPv6 address is judged as itself', () => {
  test.each([
    ['mapped', (h: string, l: string) => `::ffff:${h}:${l}`],
    ['NAT64', (h: string, l: string) => `64:ff9b::${h}:${l}`],
    ['SIIT', (h: string, l: string) => `::ffff:0:${h}:${l}`],
    ['6to4', (h: string, l: string) => `2002:${h}:${l}::1`],
  ])('%s', (_, form) => {
    fc.assert(
      fc.property(ipv4, ([a, b, c, d]) => {
        expect(classifyAddress(form(hex(a, b), hex(c, d)))).toBe(classifyAddress(`${a}.${b}.${c}.${d}`))
      }),
    )
  })
})

test('metadata and link-local addresses are refused whatever the target says, private ones unless it allows them', () => {
  fc.assert(
    fc.property(ipv4, fc.boolean(), (bytes, privateNetwork) => {
      const address = bytes.join('.')
      const found = classifyAddress(address)
      const asked = refuseAddress(address, privateNetwork) === null

      expect(asked).toBe(found === 'public' || (privateNetwork && ['private', 'loopback', 'shared'].includes(found)))
    }),
  )
  expect(refuseAddress('169.254.169.254', true)).not.toBeNull()
  expect(refuseAddress('::ffff:a9fe:a9fe', true)).not.toBeNull()
})
