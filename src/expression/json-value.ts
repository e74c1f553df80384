import { isCelList, isCelMap, isCelUint } from '@bufbuild/cel'
import { printValue } from './print-value.ts'

/** A CEL value as JSON has it: integers become numbers again (text where a number cannot hold them), maps objects. */
export function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (value === null || value === undefined) return null
  if (['string', 'number', 'boolean'].includes(typeof value)) return value
  if (isCelUint(value)) return jsonValue(value.value)
  if (isCelList(value)) return [...value].map(jsonValue)
  if (isCelMap(value)) return Object.fromEntries([...value].map(([name, inner]) => [printValue(name), jsonValue(inner)]))
  return printValue(value)
}
