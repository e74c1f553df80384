import { at, fieldOf, told } from '../../sources/ask-json.ts'
import type { Ruling } from '../decision.ts'

const REASONS_MAX = 5
const DEPTH_MAX = 2
const ALLOW_NAMES = ['allow', 'allowed', 'allow_request', 'granted', 'permit']
const DENY_NAMES = ['deny', 'denied', 'violation', 'violations', 'deny_reasons']
const REASON_NAMES = ['reason', 'reasons', 'message', 'msg', 'description', 'error']
const RULE_NAMES = ['rule', 'rule_id', 'rules', 'policy', 'policy_id', 'matched_rule']

/** The texts of a value: itself, of a list each, of an object its `msg`, `message` or `reason`. */
function textsOf(value: unknown, depth = 0): string[] {
  if (Array.isArray(value)) return depth > DEPTH_MAX ? [] : value.slice(0, REASONS_MAX).flatMap((item) => textsOf(item, depth + 1))
  const text = told(value) ?? told(at(value, 'msg')) ?? told(at(value, 'message')) ?? told(at(value, 'reason'))
  return text === undefined ? [] : [text]
}

function words(result: unknown, names: readonly string[]): string | undefined {
  const texts = names.flatMap((name) => textsOf(fieldOf(result, name)))
  return texts.length === 0 ? undefined : [...new Set(texts)].join('; ')
}

/** A set of denials as lists have it; undefined where there is none. */
function denialsOf(result: unknown): unknown[] | undefined {
  return DENY_NAMES.map((name) => fieldOf(result, name)).find((value) => Array.isArray(value) && value.length > 0) as unknown[] | undefined
}

function allowOf(result: unknown): boolean | undefined {
  const inner = [result, fieldOf(result, 'result'), fieldOf(result, 'response')]
  const found = inner.flatMap((value) => ALLOW_NAMES.map((name) => fieldOf(value, name))).find((value) => typeof value === 'boolean')
  if (typeof found === 'boolean') return found
  return fieldOf(result, 'deny') === true ? false : undefined
}

function ofObject(result: object): Ruling {
  const [allow, denials] = [allowOf(result), denialsOf(result)]
  const reason = (denials && textsOf(denials).join('; ')) || words(result, REASON_NAMES) || told(at(result, 'response', 'status', 'reason'))
  const facts = { rule: words(result, RULE_NAMES), reason }
  if (allow === true) return { ...facts, decision: 'allow' }
  if (allow === false || denials)
    return { ...facts, decision: 'deny', explicitDeny: denials !== undefined || fieldOf(result, 'deny') === true }
  if (Object.keys(result).length === 0) return { decision: 'no-rule', reason: 'The package gave no value at all: no rule of it held.' }
  return { ...facts, decision: 'unknown', reason: 'The result has no `allow`: say with `allow` (CEL over `result`) what means yes.' }
}

/** A list is a set of denials where the document is named so (`…/deny`): empty allows. */
function ofList(list: readonly unknown[], url: string): Ruling {
  const name = url.split(/[?#]/)[0]?.split('/').at(-1) ?? ''
  if (!DENY_NAMES.includes(name))
    return { decision: 'unknown', reason: 'The result is a list: say with `allow` (CEL over `result`) what means yes.' }
  if (list.length === 0) return { decision: 'allow', reason: `Nothing is in ${name}.` }
  return { decision: 'deny', explicitDeny: true, rule: name, reason: textsOf(list).join('; ') || undefined }
}

/** What a document says, in the shapes in use: a boolean, `{ allow, reason }`, a set of denials, `allow` and `deny` as words. */
export function readOpaResult(result: unknown, url = ''): Ruling {
  if (typeof result === 'boolean') return { decision: result ? 'allow' : 'deny' }
  if (typeof result === 'string' && /^(?:allow(?:ed)?|permit|yes)$/i.test(result)) return { decision: 'allow' }
  if (typeof result === 'string' && /^(?:den(?:y|ied)|forbid(?:den)?|no)$/i.test(result)) return { decision: 'deny', explicitDeny: true }
  if (Array.isArray(result)) return ofList(result, url)
  if (typeof result === 'object' && result !== null) return ofObject(result)
  return { decision: 'unknown', reason: 'The result is neither true nor false: say with `allow` (CEL over `result`) what means yes.' }
}
