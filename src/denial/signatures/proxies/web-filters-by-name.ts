import { productFamily } from '../../signature-forms/product-family.ts'

const BLOCKS = /\b(?:block(?:ed|s)?|den(?:y|ied)|restrict(?:ed|s)|not allowed|forbidden|filter(?:ed)?)\b/i

/** Filters whose block page says no more than their name. */
const NAMED = [
  { product: 'smoothwall', name: 'Smoothwall', text: 'smoothwall', source: 'https://kb.smoothwall.com/' },
  { product: 'lightspeed-filter', name: 'Lightspeed Filter', text: 'lightspeed systems', source: 'https://help.lightspeedsystems.com/' },
  { product: 'kerio-control', name: 'Kerio Control', text: 'kerio control', source: 'https://manuals.gfi.com/en/kerio/control/content/' },
  {
    product: 'trend-micro-iws',
    name: 'Trend Micro InterScan Web Security',
    text: 'interscan web security',
    source: 'https://docs.trendmicro.com/',
  },
  { product: 'iboss', name: 'iboss', text: 'iboss', source: 'https://www.iboss.com/' },
  { product: 'contentkeeper', name: 'ContentKeeper', text: 'contentkeeper', source: 'https://www.contentkeeper.com/' },
  { product: 'cyberoam', name: 'Cyberoam', text: 'cyberoam', source: 'https://docs.sophos.com/' },
  { product: 'securly', name: 'Securly', text: 'securly.com', source: 'https://support.securly.com/' },
  { product: 'squidguard', name: 'squidGuard', text: 'squidguard', source: 'http://www.squidguard.org/Doc/redirect.html' },
  {
    product: 'cisco-meraki',
    name: 'Cisco Meraki',
    text: 'meraki.com/blocked',
    source: 'https://documentation.meraki.com/MX/Content_Filtering_and_Threat_Protection',
  },
  { product: 'pi-hole', name: 'Pi-hole', text: 'pi-hole', source: 'https://docs.pi-hole.net/' },
  {
    product: 'cloudflare-gateway',
    name: 'Cloudflare Gateway',
    text: 'cloudflare gateway',
    source: 'https://developers.cloudflare.com/cloudflare-one/policies/gateway/block-page/',
  },
] as const

/** Web filters that are known by their name beside a word for blocking. */
export const webFiltersByName = productFamily(
  { layer: 'corporate-proxy', confidence: 0.9 },
  NAMED.map(({ product, name, text, source }) => ({
    product,
    name,
    any: [{ body: text, match: BLOCKS }],
    statuses: [403, 407, 451, 503],
    verdict: 'denied',
    causes: { 'upstream-denied': 0.55, 'resource-rule': 0.5, 'server-directive': 0.3 },
    source,
    examples: [{ status: 403, body: `<title>Blocked</title> This page was blocked. ${text}`, cause: 'upstream-denied' }],
  })),
)
