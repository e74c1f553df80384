import { isCelList, isCelMap, isCelUint } from '@bufbuild/cel'

/** A CEL value as text for people: lists joined by ", ", maps as `name: value`; null is `unknown`, an empty list `none`. */
export function printValue(value: unknown): string {
  if (value === null || value === undefined) return 'unknown'
  if (isCelUint(value)) return String(value.value)
  if (isCelList(value)) return value.size === 0 ? 'none' : [...value].map(printValue).join(', ')
  if (isCelMap(value)) return [...value].map(([name, inner]) => `${printValue(name)}: ${printValue(inner)}`).join(', ')
  return typeof value === 'object' ? 'unknown' : String(value)
}
