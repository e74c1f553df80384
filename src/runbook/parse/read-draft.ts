import GithubSlugger from 'github-slugger'
import { type Draft, draftLink, type Flaw } from './draft.ts'
import { readFront } from './read-front.ts'
import { type Block, type Fence, readMarkdown } from './read-markdown.ts'
import { proseOf, templatesOf } from './read-prose.ts'
import { FENCES, type Reading, readStep } from './read-step.ts'
import { createSourceText, type SourceText } from './source-text.ts'

const STEP_LEVEL = 2

/** Reads one file. Any text gives a draft: what is wrong is in its flaws, with its place. */
export function readDraft(file: string, raw: string): Draft {
  const source = createSourceText(file, raw)
  const { front, end, flaws } = readFront(source)
  const markdown = readMarkdown(blankOut(source.text, end))
  const links = [...markdown.links.values()].map((link) => draftLink(source, link))
  const draft: Draft = { source, front, title: '', intro: '', introTemplates: [], steps: [], anchors: new Set(), links, flaws }
  const reading = { source, markdown, draft }
  const sections = splitSections(markdown.blocks)
  const [intro = [], ...steps] = sections
  readIntro(reading, intro, { from: end, to: steps[0]?.[0]?.from ?? source.text.length })
  readSteps(reading, steps)
  for (const fence of markdown.nestedFences)
    if (FENCES.includes(fence.lang)) flaws.push(misplaced(source, fence, 'inside a list or a quote'))
  return draft
}

/** The same length and lines, nothing to read: offsets stay what they are. */
function blankOut(text: string, end: number): string {
  return text.slice(0, end).replace(/[^\n]/g, ' ') + text.slice(end)
}

/** The blocks before the first step heading, then those of each step, its heading first. */
function splitSections(blocks: readonly Block[]): Block[][] {
  const sections: Block[][] = [[]]
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level === STEP_LEVEL) sections.push([])
    sections.at(-1)?.push(block)
  }
  return sections
}

function readIntro({ source, markdown, draft }: Reading, blocks: readonly Block[], range: { from: number; to: number }): void {
  const title = blocks.find((block) => block.kind === 'heading' && block.level === 1)
  const shown = title?.kind === 'heading' ? title : undefined
  draft.title = draft.front.title ?? shown?.title ?? source.file.replace(/\.md$/i, '')
  const cuts = shown ? [shown] : []
  draft.intro = proseOf(source, range, cuts)
  draft.introTemplates = templatesOf({ source, markdown }, blocks)
  for (const block of blocks)
    if (block.kind === 'fence' && FENCES.includes(block.lang)) draft.flaws.push(misplaced(source, block, 'before the first step'))
}

function readSteps({ source, markdown, draft }: Reading, sections: readonly Block[][]): void {
  const slugger = new GithubSlugger()
  const headings = markdown.blocks.filter((block) => block.kind === 'heading')
  const idByHeading = new Map(headings.map((heading) => [heading, slugger.slug(heading.title)]))
  draft.anchors = new Set(idByHeading.values())
  sections.forEach((section, index) => {
    const heading = section[0]
    if (heading?.kind !== 'heading') return
    const to = sections[index + 1]?.[0]?.from ?? source.text.length
    const id = idByHeading.get(heading) ?? ''
    draft.steps.push(readStep({ source, markdown, draft }, section, { id, heading, to }))
  })
}

function misplaced(source: SourceText, fence: Fence, where: string): Flaw {
  const at = source.positionAt(fence.from)
  return {
    rule: 'misplaced-block',
    at,
    found: `a \`${fence.lang}\` block ${where}`,
    expected: 'it in the body of a step',
    hint: 'Blocks work below a `##` heading, not indented.',
  }
}
