import type { Topic } from './message-finding.ts'

/** What a refusal's words say it is about. Words as products write them; one match is enough. */
const WORDS: Readonly<Record<Topic, RegExp>> = {
  csrf: /csrf|xsrf|cross[- ]site (?:request|post|form|remote)|cross-origin (?:request|form submission)s? (?:detected|forbidden)|forgery|authenticity token|(?:origin|referer) checking failed|no valid crumb|page expired/i,
  scope: /\bscopes?\b/i,
  permission: /\bpermissions?\b|not authorized to|not allowed to|privilege|entitlement/i,
  role: /\broles?\b|\badmin(?:istrator)?s? only\b|\bgroup membership\b/i,
  tenant: /\btenants?\b|\borgani[sz]ations?\b|\bcross[- ]account\b|another (?:account|project|workspace)/i,
  feature: /\bfeature\b|\bbeta\b|\bearly access\b|\bpreview\b|not enabled|\bflag\b/i,
  plan: /\bplan\b|\bsubscription\b|\blicen[cs]e\b|\bupgrade\b|\btier\b|\bquota exceeded\b/i,
  address: /\bip\b|\bip address|\bnetwork\b|\bvpn\b|\ballow-?list|\bwhite-?list/i,
  region: /\bcountry\b|\bregion\b|\bgeo|\blocation\b|\bterritory\b/i,
  rate: /\brate\b|too many|\bthrottl|\bquota\b|slow down|\blimit exceeded/i,
  maintenance: /\bmaintenance\b|read-only mode/i,
  expired: /\bexpired?\b|\bno longer valid\b/i,
  token: /\btokens?\b|\bjwt\b|\bbearer\b/i,
  session: /\bsessions?\b|\bcookies?\b|log(?:ged)? ?in again|signed out/i,
  audience: /\baudiences?\b|\baud\b/i,
  signature: /\bsignature\b|\bsigned url\b/i,
  certificate: /\bcertificates?\b|\bmtls\b/i,
  bot: /\bbots?\b|captcha|\brobot\b|\bautomated\b|\bchallenge\b|verify you are human/i,
  waf: /\bwaf\b|firewall|malicious|\bblocked\b|security (?:policy|rule|service)|mod_?security|suspicious/i,
  method: /\bmethod\b/i,
  policy: /\bpolic(?:y|ies)\b/i,
  rbac: /\brbac\b|\bacl\b|access control/i,
  file: /permission denied|\bsearch permissions\b|\bunreadable\b|unable to read|\bfiles?\b/i,
  directory: /director(?:y|ies)|index of|\blisting\b|autoindex/i,
  login: /log ?in|sign ?in|\bauthenticat/i,
}

/** The topics that `text` speaks of, in the order of the list. */
export function refusalTopics(text: string): Topic[] {
  return (Object.keys(WORDS) as Topic[]).filter((topic) => WORDS[topic].test(text))
}
