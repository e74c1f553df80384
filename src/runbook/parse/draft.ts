import type { parseCondition } from '../../expression/condition.ts'
import type { MarkdownLink } from './read-markdown.ts'
import type { YamlPath, YamlValue } from './read-yaml.ts'
import type { Position, SourceText } from './source-text.ts'

/** The lint rules that report what reading finds. */
export type FlawRule = 'front-matter' | 'fence-name' | 'misplaced-block' | 'check-block' | 'outcome-block'

/** A mistake of form, found while reading; `rule` is the lint rule that reports it. */
export type Flaw = { rule: FlawRule; at: Position; found: string; expected: string; hint?: string }

/** A link with its place. */
export type DraftLink = { url: string; text: string; at: Position }

/** A check as it is called in a step. `path` leads to its parameters within `yaml`. */
export type DraftCheck = {
  id: string
  check: string
  params: Record<string, unknown>
  at: Position
  idAt: Position
  yaml: YamlValue
  path: YamlPath
}

/** One way out of a step, as written. `text` is the condition, the answer's label, or empty; `textAt` where it stands. */
export type DraftBranch = {
  kind: 'when' | 'answer' | 'otherwise'
  text: string
  textAt: Position
  /** The condition of `when`, parsed. */
  condition?: ReturnType<typeof parseCondition>
  note?: string
  link: DraftLink
  at: Position
}

/** An outcome as written: not yet known to be one. */
export type DraftOutcome = { value: Record<string, unknown>; at: Position; yaml: YamlValue }

/** A stretch of prose that holds `{{`; code in it is blanked in `text` and kept alone in `code`. Both begin at `offset`. */
export type DraftProse = { text: string; code: string; offset: number }

/** One `##` section as written. `id` is its slug on a git host, `slug` what links will say. */
export type DraftStep = {
  id: string
  slug: string
  title: string
  at: Position
  titleAt: Position
  prose: string
  templates: DraftProse[]
  checks: DraftCheck[]
  branches: DraftBranch[]
  outcomes: DraftOutcome[]
  /** A block of this step could not be read: what it would have said is unknown. */
  broken: boolean
  /** Where the first item stands that looks like a branch in a list that is none. */
  almostBranch?: Position
}

/** The front matter's known fields. `at` is where the front matter begins. */
export type DraftFront = { title?: string; summary?: string; owner?: string; reviewed?: string; at: Position; yaml: YamlValue | null }

/** A runbook file as written, every part with its place: what lint reads. */
export type Draft = {
  source: SourceText
  front: DraftFront
  title: string
  intro: string
  introTemplates: DraftProse[]
  steps: DraftStep[]
  /** What `#…` may say in this file on a git host: the slugs of all headings. */
  anchors: ReadonlySet<string>
  links: DraftLink[]
  flaws: Flaw[]
}

/** The link of a document as the draft keeps it. */
export function draftLink(source: SourceText, link: MarkdownLink): DraftLink {
  return { url: link.url, text: link.text, at: source.positionAt(link.urlFrom) }
}
