import { unseenSentence } from '../sources/unseen.ts'
import type { Decision } from './decision.ts'
import type { PolicyFinding } from './policy-finding.ts'

const SHOWN_MAX = 3

function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

function told({ name, decision, rule, reason }: Decision, as: string): string {
  const by = rule ? ` by ${rule}` : ''
  const why = reason ? `: ${reason}` : ''
  switch (decision) {
    case 'allow':
      return ended(`${name} allows ${as}${by}`)
    case 'deny':
      return ended(`${name} denies ${as}${by}${why}`)
    case 'no-rule':
      return ended(`${name} has nothing that grants it to ${as}, so it is denied by default${why}`)
    case 'unknown':
      return ended(`${name} gives no decision that can be read`)
    default:
      return decision satisfies never
  }
}

/** The finding in words: what the engines say, what contradicts it, who is told otherwise, and what could not be seen. */
export function policySentence({ configured, decisions, as, contradictionText, differs, missing, unseen }: PolicyFinding): string {
  if (!configured) {
    return 'No policy engine is configured: list it under `policy` of this target in why403.yaml (OPA, Kubernetes, OpenFGA, Cerbos, Keycloak, AWS IAM, Casbin or any HTTP endpoint), and it is asked by itself.'
  }
  const sorted = decisions.toSorted((a, b) => Number(a.decision === 'allow') - Number(b.decision === 'allow'))
  const said = [
    decisions.length === 0
      ? 'No policy engine gave a decision.'
      : sorted
          .slice(0, SHOWN_MAX)
          .map((one) => told(one, as))
          .join(' '),
    contradictionText,
    ...differs.slice(0, SHOWN_MAX),
    missing.length > 0 && `Asked without ${missing.join(', ')}, which is not known.`,
    unseenSentence(unseen),
  ]
    .filter(Boolean)
    .join(' ')
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}`
}
