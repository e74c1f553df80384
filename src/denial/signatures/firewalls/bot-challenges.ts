import type { Causes } from '../../signature.ts'
import { type ProductRefusal, productFamily } from '../../signature-forms/product-family.ts'

const BOT: Causes = { 'bot-challenge': 0.95 }
const CHALLENGED = [200, 202, 307, 401, 403, 405, 415, 418, 428, 429, 493, 503, 566, 999]
const MEANS = 'took the client for a bot, or wants a proof that it is a browser'

/** A page that a bot manager sends instead of an answer, under any status: what proves it is the page itself. */
function challenges(refusals: readonly (Omit<ProductRefusal, 'causes'> & { any: NonNullable<ProductRefusal['any']> })[]) {
  const challenge = { statuses: CHALLENGED, verdict: 'challenged', causes: BOT } as const
  return productFamily(
    { layer: 'bot-manager', confidence: 0.93 },
    refusals.map((refusal) => ({ success: [], means: `${refusal.name} ${MEANS}`, ...challenge, ...refusal })),
  )
}

/** Bot managers, DDoS screens and proof-of-work walls besides the well-known ones. */
export const botChallenges = challenges([
  {
    product: 'imperva',
    name: 'Imperva Advanced Bot Protection (Distil)',
    id: 'imperva/advanced-bot-protection',
    any: [
      { body: 'something about your browser made us think you were a bot' },
      { body: 'something about your browser made us think you might be a bot' },
      { body: '<title>pardon our interruption' },
      { header: 'x-distil-cs' },
      { body: 'distil_r_captcha' },
      { body: 'distilidentificationblock' },
    ],
    success: [
      { body: 'something about your browser made us think you were a bot' },
      { body: 'something about your browser made us think you might be a bot' },
      { body: '<title>pardon our interruption' },
    ],
    source: 'https://docs.imperva.com/bundle/advanced-bot-protection/page/73480.htm',
    examples: [
      {
        status: 200,
        body: '<title>Pardon Our Interruption</title><p>As you were browsing, something about your browser made us think you were a bot.</p>',
        cause: 'bot-challenge',
        verdict: 'challenged',
      },
    ],
  },
  {
    product: 'go-away',
    name: 'go-away',
    any: [
      { body: '/.well-known/.git.gammaspectra.live/git/go-away/' },
      { body: 'git.gammaspectra.live/git/go-away' },
      { header: 'x-away-id' },
    ],
    source: 'https://git.gammaspectra.live/git/go-away',
    examples: [
      {
        status: 418,
        body: '<title>Checking you are not a bot</title><a href="https://git.gammaspectra.live/git/go-away">go-away</a>',
        cause: 'bot-challenge',
      },
    ],
  },
  {
    product: 'qrator',
    name: 'Qrator',
    any: [{ body: '/__qrator/' }, { body: 'if you are not a bot, please copy the report and send it to our support team' }],
    source: 'https://docs.qrator.net/en/antibot/',
    examples: [
      { status: 401, body: '<script src="/__qrator/qauth_utm_v2d.js"></script>', cause: 'bot-challenge', verdict: 'challenged' },
      {
        status: 403,
        headers: { server: 'QRATOR' },
        body: '<h1>HTTP 403</h1><p>If you are not a bot, please copy the report and send it to our support team.</p>',
        cause: 'bot-challenge',
      },
    ],
  },
  {
    product: 'variti',
    name: 'Variti',
    any: [{ header: 'server', has: 'variti' }, { header: 'set-cookie', has: 'ipp_uid' }, { body: 'variti.net' }],
    source: 'https://variti.io/',
    examples: [{ status: 403, headers: { server: 'Variti/0.9.3a', 'set-cookie': 'ipp_uid=1/a/b==' }, body: '', cause: 'bot-challenge' }],
  },
  {
    product: 'servicepipe',
    name: 'Servicepipe',
    any: [{ body: '/exhkqyad' }, { body: 'servicepipe.ru' }],
    source: 'https://servicepipe.ru/cybert',
    examples: [{ status: 403, body: '<script src="/exhkqyad"></script>', cause: 'bot-challenge' }],
  },
  {
    product: 'stormwall',
    name: 'StormWall',
    any: [{ body: 'stormwall' }, { header: 'set-cookie', has: 'swp_token=' }, { body: 'swp_token' }],
    source: 'https://stormwall.network/knowledge-base',
    examples: [{ status: 403, body: '<script src="https://static.stormwall.pro/s.js"></script>', cause: 'bot-challenge' }],
  },
  {
    product: 'f5-shape',
    name: 'F5 Shape',
    any: [{ body: 'istlwashere' }, { body: 'istl-infinite-loop' }],
    success: [{ body: 'istlwashere' }, { body: 'istl-infinite-loop' }],
    source: 'https://docs.cloud.f5.com/docs-v2/bot-defense',
    examples: [{ status: 200, body: '<script>function a(){return "istlWasHere"}</script>', cause: 'bot-challenge', verdict: 'challenged' }],
  },
  {
    product: 'radware-bot-manager',
    name: 'Radware Bot Manager',
    any: [{ body: 'perfdrive.com' }, { body: 'shieldsquare' }, { header: 'location', has: 'perfdrive.com' }],
    source: 'https://support.radware.com/app/answers/answer_view/a_id/1020220',
    examples: [{ status: 403, body: '<a href="https://validate.perfdrive.com/?ssa=1">Continue</a>', cause: 'bot-challenge' }],
  },
  {
    product: 'reblaze',
    name: 'Reblaze',
    id: 'reblaze/challenge',
    any: [{ body: 'window.rbzns' }, { body: 'rbzns={' }, { body: 'rbzns.challdomain' }],
    success: [{ body: 'window.rbzns', match: /winsocks\(\)/ }],
    source: 'https://docs.reblaze.com/',
    examples: [
      { status: 503, body: '<script>window.rbzns={bereshit:"1"};winsocks();</script>', cause: 'bot-challenge', verdict: 'challenged' },
    ],
  },
  {
    product: 'alibaba-waf',
    name: "Alibaba Cloud WAF's bot management",
    id: 'alibaba/waf-challenge',
    any: [
      { body: 'acw_sc__v2' },
      { body: 'acw_sc__v3' },
      { body: '_waf_is_mob' },
      { body: '/_____tmd_____/' },
      { body: 'rgv587_error' },
      { body: 'aliyun_waf_aa' },
    ],
    success: [{ body: 'acw_sc__v2', match: /\barg1 ?=/ }, { body: 'rgv587_error' }],
    source: 'https://www.alibabacloud.com/help/en/waf/web-application-firewall-3-0/user-guide/bot-management',
    examples: [
      { status: 200, body: '<script>var arg1="0A";setCookie("acw_sc__v2",x)</script>', cause: 'bot-challenge', verdict: 'challenged' },
    ],
  },
  {
    product: 'netacea',
    name: 'Netacea',
    any: [{ body: 'netacea' }, { header: 'x-netacea-captcha' }],
    source: 'https://docs.netacea.com/',
    examples: [{ status: 403, body: '<script src="https://assets.ntcacdn.net/netacea.js"></script>', cause: 'bot-challenge' }],
  },
  {
    product: 'cheq',
    name: 'CHEQ',
    any: [{ body: 'cheqzone.com' }, { body: 'cheq.ai', match: /bot|blocked|verify|human/i }],
    confidence: 0.85,
    source: 'https://cheq.ai/',
    examples: [{ status: 403, body: '<script src="https://ob.cheqzone.com/clicktrue_invocation.js"></script>', cause: 'bot-challenge' }],
  },
  {
    product: 'botguard',
    name: 'BotGuard',
    any: [{ body: 'botguard.net' }, { header: 'x-botguard-request-id' }],
    confidence: 0.88,
    source: 'https://docs.botguard.net/',
    examples: [{ status: 403, body: '<p>Protected by <a href="https://botguard.net">BotGuard</a></p>', cause: 'bot-challenge' }],
  },
  {
    product: 'basedflare',
    name: 'haproxy-protection (BasedFlare)',
    any: [{ body: '/.basedflare/' }, { body: 'basedflare' }],
    source: 'https://gitgud.io/fatchan/haproxy-protection',
    examples: [{ status: 403, body: '<script src="/.basedflare/js/challenge.js"></script>', cause: 'bot-challenge' }],
  },
  {
    product: 'imunify360',
    name: 'Imunify360',
    any: [
      { body: 'bot-protection', match: /access denied by imunify360 bot-protection/i },
      { body: 'imunify360', match: /captcha|webshield|bot/i },
      { body: '/z0f76a1d14fd21a8fb5fd0d03e0fdc3d3cedae52f' },
      { header: 'server', has: 'imunify360-webshield' },
    ],
    success: [{ body: '<title>one moment, please...</title>' }, { body: 'access denied by imunify360 bot-protection' }],
    source: 'https://docs.imunify360.com/webshield/',
    examples: [
      {
        status: 403,
        body: '{"message":"Access denied by Imunify360 bot-protection. IPs used for automation should be whitelisted"}',
        cause: 'bot-challenge',
      },
      {
        status: 200,
        headers: { server: 'imunify360-webshield/1.21' },
        body: '<title>One moment, please...</title>',
        cause: 'bot-challenge',
        verdict: 'challenged',
      },
    ],
  },
  {
    product: 'litespeed',
    name: "LiteSpeed's reCAPTCHA",
    id: 'litespeed/recaptcha',
    confidence: 0.9,
    any: [{ body: '/.lsrecap/recaptcha' }, { body: 'lsrecap' }],
    source: 'https://docs.litespeedtech.com/lsws/security/recaptcha/',
    examples: [{ status: 403, body: '<form action="/.lsrecap/recaptcha?" method="post">', cause: 'bot-challenge' }],
  },
  {
    product: 'geetest',
    name: 'A GeeTest captcha',
    confidence: 0.75,
    any: [{ body: 'static.geetest.com' }, { body: 'initgeetest' }],
    source: 'https://docs.geetest.com/',
    examples: [{ status: 403, body: '<script src="https://static.geetest.com/v4/gt4.js"></script>', cause: 'bot-challenge' }],
  },
  {
    product: 'friendly-captcha',
    name: 'Friendly Captcha',
    confidence: 0.75,
    any: [{ body: 'frc-captcha' }],
    source: 'https://developer.friendlycaptcha.com/docs/',
    examples: [{ status: 403, body: '<div class="frc-captcha" data-sitekey="x"></div>', cause: 'bot-challenge' }],
  },
])
