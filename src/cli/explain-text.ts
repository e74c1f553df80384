import type { Colors } from 'picocolors/types.js'
import type { Denial, Layer, Verdict } from '../denial/denial.ts'
import type { Exchange } from '../exchange.ts'
import { redactUrl } from '../redaction/redact-url.ts'

const HEADLINES: Readonly<Record<Verdict, string>> = {
  denied: 'Denied',
  'not-authenticated': 'Not authenticated',
  'rate-limited': 'Rate limited',
  challenged: 'Challenged',
  'not-found': 'Not found',
  'redirected-to-login': 'Sent to a login',
  disguised: 'Refused in disguise',
  allowed: 'Allowed',
  unreachable: 'No answer',
  error: 'An error, no refusal',
}
const EVIDENCE_SHOWN = 4
const SPELT = new Set(['cdn', 'waf'])

/** An explanation for people, some ten lines: who refused and why, what proves it, where to look next. */
export function explainText(exchange: Exchange, denial: Denial, colors: Colors): string {
  const { bold, cyan, dim } = colors
  const request = [String(exchange.response?.status ?? 'no answer'), exchange.request.method, redactUrl(exchange.request.url)]
  const rows: [string, string][] = [
    ...(denial.rule === undefined ? [] : [['rule', bold(clean(denial.rule))] as [string, string]]),
    ...evidenceRows(denial, colors),
    ...otherCauses(denial),
    ...(denial.via.length > 0
      ? [['carried by', denial.via.map(({ product, layer }) => `${product} (${layerWords(layer)})`).join(', ')] as [string, string]]
      : []),
    ...denial.references
      .slice(0, 3)
      .map(({ name, value, lookUp }): [string, string] => [
        'look up',
        `${clean(name)} ${cyan(clean(value))}${lookUp ? dim(`  ${lookUp}`) : ''}`,
      ]),
  ]
  const lines = [
    `${dim(clean(request.filter(Boolean).join(' ')))}`,
    headline(denial, colors),
    ...rows.map(([name, text]) => `  ${dim(name.padEnd(10))}  ${text}`),
  ]
  return `${lines.join('\n')}\n`
}

function headline({ verdict, layer, product, cause, confidence }: Denial, { bold, green, red, yellow }: Colors): string {
  const paint = verdict === 'allowed' ? green : verdict === 'not-found' || verdict === 'error' ? yellow : red
  const who = product === 'unknown' ? (layer === 'unknown' ? '' : `by the ${layerWords(layer)}`) : `by ${product} (${layerWords(layer)})`
  const why = cause === 'unknown' ? '' : `: ${cause.replaceAll('-', ' ')}`
  const sure = confidence > 0 ? `, ${Math.round(confidence * 100)} % sure` : ''
  if (verdict === 'allowed' && product === 'unknown') return bold(paint('Allowed'))
  if (who === '')
    return `${bold(paint(`${HEADLINES[verdict]}${why}`))}${verdict === 'denied' ? ', by whom cannot be told from this answer alone' : ''}`
  return `${bold(paint(`${HEADLINES[verdict]} ${who}${why}`))}${sure}`
}

function evidenceRows({ evidence }: Denial, { dim }: Colors): [string, string][] {
  const means = [...new Set(evidence.map((each) => each.means))].slice(0, EVIDENCE_SHOWN)
  return means.map((meaning, index) => {
    const proof = evidence.find((each) => each.means === meaning)
    const quote = proof ? dim(`  ${proof.where.replace('header:', '')} “${clean(proof.text).slice(0, 70)}”`) : ''
    return [index === 0 ? 'because' : '', `${clean(meaning)}${quote}`]
  })
}

function otherCauses({ cause, causes }: Denial): [string, string][] {
  const others = causes.filter((each) => each.cause !== cause).slice(0, 3)
  return others.length === 0
    ? []
    : [['or', others.map((each) => `${each.cause.replaceAll('-', ' ')} ${Math.round(each.confidence * 100)} %`).join(', ')]]
}

function layerWords(layer: Layer): string {
  return SPELT.has(layer) ? layer.toUpperCase() : layer.replaceAll('-', ' ')
}

/** Text of a stranger for a terminal: no control characters, so that it can neither move the cursor nor colour. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ')
}
