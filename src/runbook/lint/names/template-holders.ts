import type { Draft, DraftCheck, DraftOutcome, DraftProse } from '../../parse/draft.ts'
import type { LinkedStep } from '../../parse/link-drafts.ts'
import type { YamlPath, YamlValue } from '../../parse/read-yaml.ts'
import type { Position } from '../../parse/source-text.ts'

/** A text that may hold templates. `lenient`: it is code, where braces may be somebody else's. */
type TemplateHolder = { file: string; text: string; lenient: boolean; placeOf(column: number): Position }

const NEEDLE_LENGTH = 16

/** Every text with `{{` in it: prose, fixes, whom to call, parameters. */
export function templateHolders(drafts: readonly Draft[], steps: readonly LinkedStep[]): TemplateHolder[] {
  const intros = drafts.flatMap((draft) => draft.introTemplates.flatMap((prose) => proseHolders(draft, prose)))
  const bodies = steps.flatMap(({ draft, step }) => [
    ...step.templates.flatMap((prose) => proseHolders(draft, prose)),
    ...step.outcomes.flatMap((outcome) => outcomeHolders(draft, outcome)),
    ...step.checks.flatMap((call) => paramHolders(draft, call)),
  ])
  return [...intros, ...bodies].filter(({ text }) => text.includes('{{'))
}

function proseHolders({ source }: Draft, { text, code, offset }: DraftProse): TemplateHolder[] {
  const placeOf = (column: number) => source.positionAt(offset + column - 1)
  return [
    { file: source.file, text, lenient: false, placeOf },
    { file: source.file, text: code, lenient: true, placeOf },
  ]
}

function outcomeHolders({ source }: Draft, { value, yaml }: DraftOutcome): TemplateHolder[] {
  return ['fix', 'verify', 'escalate', 'rule'].flatMap((name) => stringHolders({ file: source.file, yaml }, [name], value[name]))
}

function paramHolders({ source }: Draft, { params, yaml, path }: DraftCheck): TemplateHolder[] {
  return Object.entries(params).flatMap(([name, value]) => stringHolders({ file: source.file, yaml }, [...path, name], value))
}

function stringHolders(place: { file: string; yaml: YamlValue }, path: YamlPath, value: unknown): TemplateHolder[] {
  const { file, yaml } = place
  if (typeof value === 'string') {
    const placeOf = (column: number) => yaml.positionIn(path, needleAt(value, column))
    return [{ file, text: value, lenient: false, placeOf }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    stringHolders(place, [...path, Array.isArray(value) ? Number(name) : name], inner),
  )
}

/** A few characters by which a column of a value is found again in its YAML, whatever its quotes and folds. */
function needleAt(value: string, column: number): string {
  return value.slice(column - 1, column - 1 + NEEDLE_LENGTH).split('\n')[0] || value.slice(0, 1)
}
