import type { Exchange, FailureKind } from '../../exchange.ts'

const KIND_BY_CODE: Readonly<Record<number, FailureKind>> = {
  1: 'protocol',
  8: 'protocol',
  16: 'protocol',
  28: 'timeout',
  35: 'tls',
  51: 'tls',
  52: 'protocol',
  53: 'tls',
  56: 'protocol',
  58: 'tls',
  60: 'tls',
  77: 'tls',
  83: 'tls',
  90: 'tls',
  91: 'tls',
  92: 'protocol',
}
const MESSAGE_MAX = 200

/** Why curl got no answer, from its own words: `curl: (28) …` or a remark of `-v`. Codes: https://curl.se/libcurl/c/libcurl-errors.html */
export function readCurlFailure(remark: string): Exchange['failure'] | undefined {
  const error = /^curl: \((\d+)\) (.*)$/.exec(remark)
  if (error) return { kind: KIND_BY_CODE[Number(error[1])] ?? 'unreachable', message: (error[2] ?? '').slice(0, MESSAGE_MAX) }
  if (!/refused|timed out|could not resolve|failed to connect|no route to host/i.test(remark)) return undefined
  return { kind: /timed out/i.test(remark) ? 'timeout' : 'unreachable', message: remark.replace(/^\*\s*/, '').slice(0, MESSAGE_MAX) }
}

/** The status with which a proxy refused to open a tunnel, when curl tells no more of that answer than this. */
export function tunnelStatus(remark: string): number | undefined {
  const told = /CONNECT tunnel failed, response (\d{3})|HTTP code (\d{3}) from proxy after CONNECT/i.exec(remark)
  return told ? Number(told[1] ?? told[2]) : undefined
}
