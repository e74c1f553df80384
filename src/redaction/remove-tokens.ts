import { REDACTED } from './redacted.ts'
import { looksMachineMade } from './secret-value.ts'

/** Dot-separated runs of base64url: a JSON Web Token is one whose first part opens a JSON object (RFC 7519). */
const DOTTED = /(?<![\w.-])[\w-]+(?:\.[\w-]*){1,5}/g

/** Keys that their makers gave a recognisable prefix; each issuer's documentation is the source. */
const PREFIXED = new RegExp(
  [
    String.raw`\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b`,
    String.raw`\bgh[pousr]_\w{20,255}`,
    String.raw`\bgithub_pat_\w{20,255}`,
    String.raw`\bgl(?:pat|ptt|dt|rt|cbt|soat|oas)-[\w-]{20,255}`,
    String.raw`\bsk-(?:ant|proj|svcacct|admin|or)-[\w-]{16,255}`,
    String.raw`\bsk-[A-Za-z0-9]{32,255}\b`,
    String.raw`\b(?:dckr_pat_|pypi-AgE|ATATT3)[\w-]{20,255}`,
    String.raw`\bhf_[A-Za-z0-9]{30,64}\b`,
    String.raw`(?<![\w/])1//0[\w-]{20,512}`,
    String.raw`\bxox[abeoprs]-[\w-]{8,255}`,
    String.raw`\bxapp-[\w-]{8,255}`,
    String.raw`\bAIza[\w-]{35}`,
    String.raw`\bya29\.[\w-]{16,2048}`,
    String.raw`\b[spr]k_(?:live|test)_\w{10,255}`,
    String.raw`\bwhsec_\w{16,255}`,
    String.raw`\bnpm_\w{36}\b`,
    String.raw`\bhv[sb]\.[\w-]{20,255}`,
    String.raw`\bSG\.[\w-]{16,64}\.[\w-]{16,64}`,
    String.raw`\bdop_v1_[a-f0-9]{64}`,
    String.raw`\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}`,
    '-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----(?:[^-]{0,16384}-----END [A-Z ]{0,32}PRIVATE KEY-----)?',
  ].join('|'),
  'g',
)

/** A scheme of RFC 9110 with its credentials; a challenge's parameters (`Bearer realm="…"`) are none. */
const SCHEME =
  /\b(bearer|basic|token|dpop|negotiate|ntlm|apikey|hawk)([ \t]{1,4}|%20|\+)(?!(?:bearer|basic|token|dpop|negotiate|ntlm|apikey|hawk)\b)([\w.~+/%-]{1,16384}=*)/gi
/** As people write it down: `password is hunter2`, `x-api-key abcd1234efgh`. */
const SPOKEN =
  /\b(password|passwd|passphrase|passcode|secret|(?:x-)?api[ _-]?key|access[ _-]?key|token)([ \t]{1,4}(?:is[ \t]{1,4}|was[ \t]{1,4})?["'`]?)(?=[^\s"'`<>]{0,256}\d)(?=[^\s"'`<>]{0,256}[a-z])([^\s"'`<>,;]{6,256})/gi
const AWS_SIGNATURE = /\b(AWS4-HMAC-SHA256|AWS4-ECDSA-P256-SHA256)[ \t]{1,4}Credential=[^\r\n"'<>]{1,2048}/g

function withoutJwt(run: string): string {
  const start = run.indexOf('eyJ')
  const dot = run.indexOf('.', start)
  if (start < 0 || dot < start + 8 || run.length - dot < 5) return run
  return `${run.slice(0, start)}${REDACTED}`
}

function withoutCredentials(whole: string, scheme: string, gap: string, value: string): string {
  const isParameter = /^[a-z_-]+=$/i.test(value)
  return looksMachineMade(value) && !isParameter ? `${scheme}${gap}${REDACTED}` : whole
}

/** Removes what is a token by its own look, whatever stands around it: JWTs, prefixed keys, credentials after their scheme. */
export function removeTokens(text: string): string {
  return text
    .replace(DOTTED, withoutJwt)
    .replace(PREFIXED, REDACTED)
    .replace(AWS_SIGNATURE, `$1 ${REDACTED}`)
    .replace(SCHEME, withoutCredentials)
    .replace(SPOKEN, `$1$2${REDACTED}`)
}
