import { isCredentialHeader } from '../../redaction/sensitive-name.ts'
import type { ProbeRequest, SubjectRequest } from '../check.ts'

/**
 * A key that two probes of one incident share when they send the same: what is left out counts as the incident's own, and a
 * header that would not be sent anyway is not missed.
 */
export function sameness(own: SubjectRequest, probe: ProbeRequest, as: string): string {
  const method = (probe.method ?? own.method).toUpperCase()
  const url = URL.parse(probe.url ?? own.url)?.href ?? probe.url
  const names = new Set(Object.keys({ ...own.headers, ...probe.headers }).map((name) => name.toLowerCase()))
  const headers = Object.entries(probe.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])
  const without = (probe.without ?? []).map((name) => name.toLowerCase()).filter((name) => names.has(name) || isCredentialHeader(name))
  const body = probe.body !== undefined ? probe.body : method === own.method.toUpperCase() ? (own.body ?? null) : null
  const { vantage, address, http2, credential, follow = true } = probe
  return JSON.stringify([method, url, as, headers.sort(), without.sort(), body, follow, vantage, address, http2, credential])
}
