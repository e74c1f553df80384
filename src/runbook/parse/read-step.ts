import { slug as slugOf } from 'github-slugger'
import { nearestWord } from '../../nearest-word.ts'
import type { Draft, DraftStep } from './draft.ts'
import { printFound } from './print-found.ts'
import { looksLikeBranch, readBranches } from './read-branches.ts'
import { readChecks } from './read-checks.ts'
import type { Block, Fence, Markdown } from './read-markdown.ts'
import { proseOf, templatesOf } from './read-prose.ts'
import { isMapping, readYaml } from './read-yaml.ts'
import type { SourceText } from './source-text.ts'

/** Names of the blocks that are no prose. */
export const FENCES = ['check', 'outcome']

/** A file that is being read: its text, its blocks, and what it has come to. */
export type Reading = { source: SourceText; markdown: Markdown; draft: Draft }

/** The heading of a section, its id on a git host, and where the section ends. */
type Opening = { id: string; heading: Extract<Block, { kind: 'heading' }>; to: number }

/** Reads one section, its heading first, into a step; what is wrong goes to the draft's flaws. */
export function readStep({ source, markdown, draft }: Reading, blocks: readonly Block[], { id, heading, to }: Opening): DraftStep {
  const step: DraftStep = {
    ...{ id, slug: slugOf(heading.title), title: heading.title, prose: '' },
    ...{ at: source.positionAt(heading.from), titleAt: source.positionAt(heading.titleFrom) },
    ...{ templates: [], checks: [], branches: [], outcomes: [], broken: false },
  }
  const prose: Block[] = []
  const cuts: Block[] = []
  for (const block of blocks.slice(1)) (readPart({ source, markdown, draft }, step, block) ? cuts : prose).push(block)
  step.prose = proseOf(source, { from: heading.to, to }, cuts)
  step.templates = templatesOf({ source, markdown }, prose)
  return step
}

/** Reads a block that is not prose into its step; says whether it was one. */
function readPart({ source, markdown, draft }: Reading, step: DraftStep, block: Block): boolean {
  if (block.kind === 'fence') {
    const flawsBefore = draft.flaws.length
    const isPart = readFence({ source, draft }, step, block)
    step.broken ||= draft.flaws.length > flawsBefore
    return isPart
  }
  if (block.kind !== 'list') return false
  const branches = readBranches(source, markdown, block.items)
  if (branches) step.branches.push(...branches)
  const almost = branches ? undefined : block.items.find((item) => looksLikeBranch(source, item))
  if (almost) step.almostBranch ??= source.positionAt(almost.from)
  return branches !== null
}

function readFence({ source, draft }: Pick<Reading, 'source' | 'draft'>, step: DraftStep, fence: Fence): boolean {
  if (!FENCES.includes(fence.lang)) {
    const meant = fence.lang.length > 3 ? nearestWord(fence.lang, FENCES) : undefined
    const at = source.positionAt(fence.langFrom)
    if (meant) draft.flaws.push({ rule: 'fence-name', at, found: `a block named \`${fence.lang}\``, expected: `\`${meant}\`` })
    return false
  }
  if (!fence.closed) {
    const at = source.positionAt(fence.from)
    draft.flaws.push({
      rule: 'fence-name',
      at,
      found: `a \`${fence.lang}\` block that is never closed`,
      expected: 'a line ` ``` ` after it',
    })
    return true
  }
  if (fence.lang === 'outcome') readOutcome({ source, draft }, step, fence)
  else {
    const { checks, flaws } = readChecks(source, fence)
    step.checks.push(...checks)
    draft.flaws.push(...flaws)
  }
  return true
}

function readOutcome({ source, draft }: Pick<Reading, 'source' | 'draft'>, step: DraftStep, fence: Fence): void {
  const yaml = readYaml(source, fence)
  const at = source.positionAt(fence.from)
  if (yaml.error) draft.flaws.push({ rule: 'outcome-block', ...yaml.error })
  else if (isMapping(yaml.value)) step.outcomes.push({ value: yaml.value, at, yaml })
  else
    draft.flaws.push({
      rule: 'outcome-block',
      at,
      found: yaml.value == null ? 'an empty block' : printFound(yaml.value),
      expected: 'lines such as `cause: waf-rule`',
    })
}
