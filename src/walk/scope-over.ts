import type { CheckResult, Finding } from '../checks/finding.ts'
import type { Denial } from '../denial/denial.ts'
import type { Exchange } from '../exchange.ts'
import type { Scope } from '../expression/scope.ts'
import { denialIn, exchangesIn } from './path-exchanges.ts'
import type { State } from './state.ts'

/** Results as the path consumed them: all in path order, and by the name that a step gave them. */
type Evidence = { consumed: ReadonlyMap<string, CheckResult>; findings: ReadonlyMap<string, CheckResult> }

/**
 * What conditions and templates see: the incident, its target, subject and identity, the denial over the evidence,
 * and each finding under its name; of two findings of one name the later one on the path.
 */
export function scopeOver(state: State, evidence: Evidence): Scope {
  const { opened, incident } = state
  const findings = [...evidence.findings].map(([id, result]) => [id, scopeValue(result.finding)])
  return {
    ...Object.fromEntries(findings),
    incident: { id: incident, name: `INC-${incident}`, method: opened.request.method, ...urlParts(opened.request.url) },
    target: { name: opened.target, owner: opened.targetOwner },
    subject: opened.subject,
    identity: { name: opened.subject, certificate: false, ...opened.identity },
    denial: denialOver(evidence),
  }
}

/** Who refused, over the exchanges of the evidence in path order. */
export function denialOver(evidence: Pick<Evidence, 'consumed'>): Denial {
  return denialIn(exchangesOf(evidence))
}

/** The exchanges of the evidence in path order; see `exchangesIn`. */
export function exchangesOf({ consumed }: Pick<Evidence, 'consumed'>): readonly Exchange[] {
  return exchangesIn(consumed.values())
}

function scopeValue(finding: Finding): unknown {
  return finding.kind === 'found' ? finding.value : { failed: finding.failed }
}

function urlParts(url: string): { url: string; path?: string; host?: string } {
  const parsed = URL.parse(url)
  return parsed ? { url, path: parsed.pathname, host: parsed.host } : { url }
}
