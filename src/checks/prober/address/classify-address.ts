import ipaddr from 'ipaddr.js'

/** What kind of place an address is. `shared` is carrier-grade NAT (RFC 6598), `reserved` whatever is no place to ask (RFC 6890). */
type AddressClass =
  | 'public'
  | 'private'
  | 'loopback'
  | 'shared'
  | 'link-local'
  | 'metadata'
  | 'multicast'
  | 'unspecified'
  | 'broadcast'
  | 'reserved'

/**
 * Instance metadata and platform addresses: AWS, GCP, Azure, OpenStack (169.254.169.254), AWS ECS and EKS pods, Alibaba,
 * Oracle, Azure's wire server, Scaleway; AWS, GCP, Oracle and Scaleway over IPv6. From each cloud's documentation.
 */
const METADATA = new Set(
  ['169.254.169.254', '169.254.170.2', '169.254.170.23', '100.100.100.200', '192.0.0.192', '168.63.129.16']
    .concat(['169.254.42.42', 'fd00:ec2::254', 'fd00:ec2::23', 'fd20:ce::254', 'fd00:c1::a9fe:a9fe', 'fd00:42::42'])
    .map((text) => ipaddr.parse(text).toNormalizedString()),
)

const CLASS_BY_RANGE: Readonly<Record<string, AddressClass>> = {
  unicast: 'public',
  private: 'private',
  uniqueLocal: 'private',
  deprecatedSiteLocal: 'private',
  loopback: 'loopback',
  carrierGradeNat: 'shared',
  linkLocal: 'link-local',
  multicast: 'multicast',
  unspecified: 'unspecified',
  broadcast: 'broadcast',
}

/** What may be asked with or without `privateNetwork`: a tunnel under such a prefix is no better than where it ends. */
const NEEDS_LEAVE = new Set<AddressClass>(['public', 'private'])

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
const SITE_LOCAL = ipaddr.IPv6.parseCIDR('fec0::/10')
const COMPATIBLE = ipaddr.IPv6.parseCIDR('::/96')
const LOCAL_NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b:1::/48')

/** The IPv4 address that an IPv6 address stands for: mapped, compatible, NAT64 (RFC 6052), SIIT (RFC 6145) or 6to4 (RFC 3056). */
function embeddedIPv4(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  const bytes = address.toByteArray()
  const at = (start: number) => new ipaddr.IPv4(bytes.slice(start, start + 4))
  const range = address.range()
  if (range === '6to4') return at(2)
  const low = range === 'ipv4Mapped' || range === 'rfc6052' || range === 'rfc6145'
  const compatible = address.match(COMPATIBLE) && range !== 'loopback' && range !== 'unspecified'
  return low || compatible ? at(12) : null
}

/** The IPv4 address of a tunnel's far end that stands in the interface id of an ISATAP address, under any prefix (RFC 5214, 6.1). */
function tunnelledIPv4(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  const bytes = address.toByteArray()
  const isIsatap = ((bytes[8] ?? 0) & 0xfc) === 0 && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe
  return isIsatap ? new ipaddr.IPv4(bytes.slice(12)) : null
}

/** The class of an IPv4 or IPv6 address (with or without a zone); what is no address is `reserved`. */
export function classifyAddress(text: string): AddressClass {
  const plain = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  if (!ipaddr.IPv6.isValid(plain) && !ipaddr.IPv4.isValidFourPartDecimal(plain)) return 'reserved'
  const address = ipaddr.parse(plain)
  if (METADATA.has(address.toNormalizedString())) return 'metadata'
  if (address instanceof ipaddr.IPv6) {
    // Where a NAT64 of one's own (RFC 8215) puts the IPv4 address cannot be told, so it may stand for anything.
    if (address.match(LOCAL_NAT64)) return 'reserved'
    const inner = embeddedIPv4(address)
    if (inner) return classifyAddress(inner.toString())
    if (address.match(SITE_LOCAL)) return 'private'
    if (address.range() === 'unicast' && !address.match(GLOBAL_UNICAST)) return 'reserved'
    const tunnelled = tunnelledIPv4(address)
    const end = tunnelled ? classifyAddress(tunnelled.toString()) : 'public'
    if (end !== 'public' && NEEDS_LEAVE.has(CLASS_BY_RANGE[address.range()] ?? 'reserved')) return end
  }
  return CLASS_BY_RANGE[address.range()] ?? 'reserved'
}

/** Why an address must not be asked, or null: private, loopback and shared ones need `privateNetwork`, all but public ones are refused always. */
export function refuseAddress(text: string, privateNetwork: boolean): string | null {
  const found = classifyAddress(text)
  if (found === 'public') return null
  if (found === 'private' || found === 'loopback' || found === 'shared') {
    return privateNetwork ? null : `${text} is a ${found} address, and privateNetwork is not set for this target`
  }
  return `${text} is a ${found} address, which is never asked`
}
