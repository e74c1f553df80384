import { parseXml, XmlElement } from '@rgrove/parse-xml'
import { CheckFailed } from '../../check-failed.ts'
import { told } from '../../sources/ask-json.ts'
import type { Ruling } from '../decision.ts'

const MEMBERS_MAX = 100

type Parent = { children: readonly unknown[] }

function childrenNamed({ children }: Parent, name: string): XmlElement[] {
  return children.filter((child): child is XmlElement => child instanceof XmlElement && child.name === name)
}

function elementsAt(parent: Parent, first: string, ...rest: readonly string[]): XmlElement[] {
  const found = childrenNamed(parent, first).slice(0, MEMBERS_MAX)
  return rest.reduce<XmlElement[]>((above, name) => above.flatMap((element) => childrenNamed(element, name)).slice(0, MEMBERS_MAX), found)
}

function textAt(parent: Parent, first: string, ...rest: readonly string[]): string | undefined {
  return told(elementsAt(parent, first, ...rest)[0]?.text)
}

/** An AWS answer as a tree. @throws CheckFailed (`protocol`) where it is no XML */
export function parseAwsXml(text: string): Parent {
  try {
    return parseXml(text)
  } catch {
    throw new CheckFailed('protocol', 'its answer is no XML')
  }
}

/** What an error answer says: `<ErrorResponse><Error><Code>…<Message>…`. */
export function awsError(document: Parent): string | undefined {
  const said = [textAt(document, 'ErrorResponse', 'Error', 'Code'), textAt(document, 'ErrorResponse', 'Error', 'Message')]
  return said.filter(Boolean).join(': ') || undefined
}

function statementsOf(result: XmlElement): string | undefined {
  const ids = elementsAt(result, 'MatchedStatements', 'member').map((statement) => {
    const [id, type] = [textAt(statement, 'SourcePolicyId'), textAt(statement, 'SourcePolicyType')]
    return `${id ?? 'a statement'}${type ? ` (${type})` : ''}`
  })
  return ids.length === 0 ? undefined : [...new Set(ids)].join(', ')
}

/** What stands above the identity's own policies and takes away what they give. */
function limitOf(result: XmlElement): string | undefined {
  if (textAt(result, 'OrganizationsDecisionDetail', 'AllowedByOrganizations') === 'false')
    return 'a service control policy of the organization'
  if (textAt(result, 'PermissionsBoundaryDecisionDetail', 'AllowedByPermissionsBoundary') === 'false') return 'the permissions boundary'
  return undefined
}

/**
 * Reads a SimulatePrincipalPolicy answer (https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html): the first
 * result's decision, its matched statements and the context keys that policies ask for and the question lacked.
 */
export function readSimulation(document: Parent): Ruling {
  const result = elementsAt(document, 'SimulatePrincipalPolicyResponse', 'SimulatePrincipalPolicyResult', 'EvaluationResults', 'member')[0]
  if (!result) return { decision: 'unknown', reason: 'The answer has no evaluation result.' }
  const [limit, rule] = [limitOf(result), statementsOf(result)]
  const specific = elementsAt(result, 'ResourceSpecificResults', 'member', 'MissingContextValues', 'member')
  const missing = [...elementsAt(result, 'MissingContextValues', 'member'), ...specific].flatMap(({ text }) => told(text, 100) ?? [])
  const facts = { rule, missing: [...new Set(missing)] }
  switch (textAt(result, 'EvalDecision')) {
    case 'allowed':
      return { ...facts, decision: 'allow' }
    case 'explicitDeny':
      return { ...facts, decision: 'deny', explicitDeny: true, rule: rule ?? limit, reason: 'explicitDeny: a statement denies it.' }
    case 'implicitDeny':
      if (limit) return { ...facts, decision: 'deny', rule: limit, reason: `implicitDeny: ${limit} does not allow it.` }
      return { ...facts, decision: 'no-rule', reason: 'implicitDeny: no statement allows it.' }
    default:
      return { ...facts, decision: 'unknown', reason: 'The answer has no EvalDecision.' }
  }
}
