import type { Signature } from '../../signature.ts'

/** Google Cloud Armor besides its plain denial: limits, reCAPTCHA, statuses that its deny actions may give. */
export const cloudArmor: readonly Signature[] = [
  {
    id: 'cloud-armor/rate-limit',
    product: 'gcp-cloud-armor',
    layer: 'waf',
    confidence: 0.78,
    statuses: [429],
    any: [{ body: '<title>429</title>429 too many requests' }],
    none: [{ body: '<hr>' }],
    verdict: 'rate-limited',
    means: "The bare page of Google's load balancer under 429: a rate-based rule of a Cloud Armor policy",
    causes: { 'rate-limit': 0.95 },
    source: 'https://cloud.google.com/armor/docs/rate-limiting-overview',
    examples: [
      {
        status: 429,
        headers: { via: '1.1 google' },
        body: '<!doctype html><meta charset="utf-8"><title>429</title>429 Too Many Requests',
        cause: 'rate-limit',
        verdict: 'rate-limited',
      },
    ],
  },
  {
    id: 'cloud-armor/recaptcha',
    product: 'gcp-cloud-armor',
    layer: 'bot-manager',
    confidence: 0.88,
    statuses: [200, 302, 403, 429],
    any: [{ body: 'www.google.com/recaptcha/challengepage' }, { header: 'location', has: 'google.com/recaptcha/challengepage' }],
    success: [{ body: 'www.google.com/recaptcha/challengepage' }, { header: 'location', has: 'google.com/recaptcha/challengepage' }],
    verdict: 'challenged',
    means: 'A Cloud Armor policy sends the client through a reCAPTCHA page',
    causes: { 'bot-challenge': 0.95 },
    source: 'https://cloud.google.com/armor/docs/bot-management',
    examples: [
      {
        status: 403,
        body: '<script src="https://www.google.com/recaptcha/challengepage/?id=1"></script>',
        cause: 'bot-challenge',
        verdict: 'challenged',
      },
    ],
  },
]
