import { nearestWord } from '../../nearest-word.ts'
import type { ConfigLanguage } from '../config-language.ts'
import { type ConfigMistake, fieldsOf, mistakeAt } from './config-mistake.ts'

/** Lists whose entries are called by a name, and the key that it stands under. */
const CALLED_BY: Readonly<Record<string, string>> = { vantages: 'name', logs: 'name', policy: 'name', changes: 'name', issuers: 'issuer' }

type Target = { name: string; fields: Readonly<Record<string, unknown>> }

function oneOf(found: string, known: readonly string[]): string {
  const near = nearestWord(found, known)
  return near === undefined ? `one of ${known.join(', ')}` : `one of ${known.join(', ')}; did you mean ${near}?`
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60))
}

function checkList({ name, fields }: Target, list: string, key: string): ConfigMistake[] {
  const entries = Array.isArray(fields[list]) ? fields[list].map((entry) => fieldsOf(entry)[key]) : []
  return entries.flatMap((called, index) =>
    typeof called === 'string' && entries.indexOf(called) < index
      ? [mistakeAt(['targets', name, list, index, key], `${quoted(called)} a second time`, `each ${key} once`)]
      : [],
  )
}

function checkControl({ name, fields }: Target): ConfigMistake[] {
  const { as } = fieldsOf(fields.control)
  const known = [...new Set([...Object.keys(fieldsOf(fields.identities)), 'anonymous', 'subject'])]
  if (typeof as !== 'string' || known.includes(as)) return []
  return [mistakeAt(['targets', name, 'control', 'as'], quoted(as), `an identity of the target: ${oneOf(as, known)}`)]
}

function checkLayers({ name, fields }: Target, layers: readonly string[]): ConfigMistake[] {
  const wrong = Object.keys(fieldsOf(fields.layers)).filter((layer) => !layers.includes(layer))
  return wrong.map((layer) => mistakeAt(['targets', name, 'layers', layer], `the unknown layer ${quoted(layer)}`, oneOf(layer, layers)))
}

/** Names within a target that do not fit: two entries of one name, an identity that it does not have, a layer that there is not. */
export function checkReferences(file: unknown, { layers }: ConfigLanguage): ConfigMistake[] {
  return Object.entries(fieldsOf(fieldsOf(file).targets)).flatMap(([name, target]) => {
    const named = { name, fields: fieldsOf(target) }
    const twice = Object.entries(CALLED_BY).flatMap(([list, key]) => checkList(named, list, key))
    return [...twice, ...checkControl(named), ...checkLayers(named, layers)]
  })
}
