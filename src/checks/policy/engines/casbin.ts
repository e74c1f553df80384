import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { SourceOf } from '../../../config/sources/policy-source.ts'
import { CheckFailed } from '../../check-failed.ts'
import { visibleText } from '../../visible-text.ts'
import type { Ruling } from '../decision.ts'
import type { Question } from '../question.ts'

type Casbin = SourceOf<'casbin'>

const FILE_MAX = 8 * 1024 * 1024
/** What a matcher can be given: text, numbers, truth, and objects whose fields it reads. */
type Value = string | number | boolean | object

async function readText(path: string): Promise<string> {
  try {
    // Without O_NONBLOCK a pipe in the file's place would hold us until somebody writes to it.
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const stats = await file.stat()
    const { size } = stats
    if (!stats.isFile()) throw new CheckFailed('invalid', `${path} cannot be read: it is no file`)
    if (size > FILE_MAX) throw new CheckFailed('invalid', `${path} is longer than ${FILE_MAX} bytes`)
    return await file.readFile('utf8')
  } catch (error) {
    if (error instanceof CheckFailed) throw error
    throw new CheckFailed('invalid', `${path} cannot be read`)
  }
}

/** Casbin is loaded when it is first asked; its errors are about the files, which are the team's own. It takes no empty policy. */
async function enforce(model: string, policy: string, values: readonly Value[]): Promise<[boolean, string[]]> {
  const { newEnforcer, newModelFromString, StringAdapter } = await import('casbin')
  try {
    const enforcer = await newEnforcer(newModelFromString(model), new StringAdapter(policy.trim() === '' ? '#' : policy))
    return await enforcer.enforceEx(...values)
  } catch (error) {
    throw new CheckFailed(
      'invalid',
      `the model does not fit the policy or the request: ${visibleText(error instanceof Error ? error.message : '', 160)}`,
    )
  }
}

/**
 * Asks Casbin's `enforceEx` over the model and policy files (https://casbin.org/docs/management-api#enforceex): the rule it explains
 * with is the policy's line. Nothing is written; a policy that lives in a database has to be exported to a file.
 */
export async function casbin({ model, policy, request }: Casbin, question: Question): Promise<Ruling> {
  const values = request.map((value) => question.json(value) ?? '')
  const [allowed, explained] = await enforce(await readText(model), await readText(policy), values)
  const rule = explained.length === 0 ? undefined : `p, ${explained.join(', ')}`
  const reason = `asked: ${values.map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value))).join(', ')}`
  if (allowed) return { decision: 'allow', ...(rule && { rule }), reason: visibleText(reason, 300) }
  if (rule === undefined) return { decision: 'no-rule', reason: visibleText(`No line of the policy matches; ${reason}`, 300) }
  return { decision: 'deny', explicitDeny: explained.includes('deny'), rule, reason: visibleText(reason, 300) }
}
