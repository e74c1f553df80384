import { isWhy403Error, type Why403Error } from '../errors.ts'
import type { Check, CheckContext } from './check.ts'
import { CheckFailed } from './check-failed.ts'
import type { FailedReason, Finding } from './finding.ts'
import type { TimeLimit } from './time-limit.ts'

type Outcome = { value: unknown } | { failed: FailedReason; message: string; error?: unknown }

function failed(reason: FailedReason, message: string): Outcome {
  return { failed: reason, message }
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.') || 'the parameters'
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** No token for a secret that is there: the error then has the token endpoint's failure as its cause. */
function reasonOfSecret({ cause }: Why403Error): FailedReason {
  return cause instanceof CheckFailed && cause.reason !== 'secret-missing' ? 'no-token' : 'secret-missing'
}

function failureFrom(error: unknown, limit: TimeLimit, timeoutMs: number): Outcome {
  if (limit.expired()) return failed('timeout', `the check took longer than ${timeoutMs} ms`)
  if (error instanceof CheckFailed) return failed(error.reason, error.message)
  if (isWhy403Error(error, 'secret.missing', 'secret.expired')) return failed(reasonOfSecret(error), error.message)
  if (isWhy403Error(error)) return failed('invalid', error.message)
  if (limit.signal.aborted) return failed('timeout', 'the check was called off')
  return { failed: 'crashed', message: `the check crashed: ${wordsOf(error)}`, error }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

type CheckRun = { context: CheckContext; limit: TimeLimit; onCrash: (error: unknown) => void }

async function outcomeOf(check: Check, params: unknown, { context, limit }: CheckRun): Promise<Outcome> {
  const input = check.input.safeParse(params)
  if (!input.success) {
    const told = input.error.issues.slice(0, 5).map((issue) => `${pathOf(issue.path)}: ${issue.message}`)
    return failed('invalid', `parameters of ${check.name} do not fit: ${told.join('; ')}`)
  }
  try {
    const value = await Promise.race([check.run(input.data, context), whenAborted(limit.signal)])
    const output = check.output.safeParse(value)
    if (output.success) return { value: output.data }
    const issue = output.error.issues[0]
    return failed(
      'crashed',
      `the finding of ${check.name} does not fit its schema at ${pathOf(issue?.path ?? [])}: ${issue?.message ?? ''}`,
    )
  } catch (error) {
    return failureFrom(error, limit, check.timeoutMs)
  }
}

/** The sentence for people; a check of a team's own may have made something else of it. */
function sentenceOf(check: Check, value: unknown): string {
  const line: unknown = check.line(value)
  if (typeof line !== 'string') throw new TypeError(`its line is ${line === null ? 'null' : `of type ${typeof line}`}, expected a text`)
  return line
}

/** A JSON value without absent fields, NaN and the like: what the event log gives back is what went in. */
function plain(value: unknown): Record<string, unknown> {
  const json: unknown = JSON.parse(JSON.stringify(value ?? {}))
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : {}
}

/**
 * Runs one check to its finding, still in clear. Never rejects: wrong parameters are `invalid`, a crash or a finding that does
 * not fit its schema `crashed` (the error goes to `onCrash`), the time limit `timeout`.
 */
export async function runCheck(check: Check, params: unknown, run: CheckRun): Promise<Finding> {
  const outcome = await outcomeOf(check, params, run)
  if ('failed' in outcome) {
    if (outcome.error !== undefined) run.onCrash(outcome.error)
    return { kind: 'failed', failed: outcome.failed, message: outcome.message }
  }
  try {
    return { kind: 'found', value: plain(outcome.value), line: sentenceOf(check, outcome.value) }
  } catch (error) {
    run.onCrash(error)
    return { kind: 'failed', failed: 'crashed', message: `the finding of ${check.name} cannot be told: ${wordsOf(error)}` }
  }
}
