import { didYouMean } from '../did-you-mean.ts'
import type { StepAddress } from '../tree.ts'
import type { Draft, DraftBranch, DraftLink, DraftStep } from './draft.ts'
import { parseStepLink } from './step-link.ts'

/** Where a link leads: a step, out of the runbooks, another heading of a runbook, or nowhere. */
type Resolution =
  | { kind: 'step'; address: StepAddress }
  | { kind: 'outside' }
  | { kind: 'heading' }
  | { kind: 'dead'; found: string; expected: string; hint?: string }

/** A way from one step to another that exists. */
export type Edge = { branch: DraftBranch; to: StepAddress }
/** A step among all others. */
export type LinkedStep = { draft: Draft; step: DraftStep; address: StepAddress; edges: Edge[] }

/** All drafts with their links followed. `files` are all names of the folder, those that are no runbooks among them. */
export type LinkedDrafts = {
  drafts: readonly Draft[]
  stepByAddress: ReadonlyMap<StepAddress, LinkedStep>
  resolve(draft: Draft, link: DraftLink): Resolution
}

/** The runbook where walks start. */
export const DEFAULT_RUNBOOK = 'http-403.md'

/** Links drafts to each other. */
export function linkDrafts(drafts: readonly Draft[], files: ReadonlySet<string>): LinkedDrafts {
  const draftByFile = new Map(drafts.map((draft) => [draft.source.file, draft]))
  const stepByAddress = new Map<StepAddress, LinkedStep>()
  for (const draft of drafts) {
    for (const step of draft.steps) {
      const address = addressOf(draft, step)
      stepByAddress.set(address, { draft, step, address, edges: [] })
    }
  }
  const resolve = (draft: Draft, link: DraftLink) => resolveLink({ draftByFile, files, stepByAddress }, draft, link)
  for (const linked of stepByAddress.values()) {
    for (const branch of linked.step.branches) {
      const found = resolve(linked.draft, branch.link)
      if (found.kind === 'step') linked.edges.push({ branch, to: found.address })
    }
  }
  return { drafts, stepByAddress, resolve }
}

/** A step's address, "file.md#slug". */
export function addressOf(draft: Draft, step: DraftStep): StepAddress {
  return `${draft.source.file}#${step.id}`
}

/** Where walks start: the first step of the default runbook, else of the first runbook by name. */
export function startAddress(drafts: readonly Draft[]): StepAddress | undefined {
  const byName = [...drafts].sort((a, b) => (a.source.file < b.source.file ? -1 : 1))
  const draft = drafts.find(({ source }) => source.file === DEFAULT_RUNBOOK) ?? byName[0]
  const [first] = draft?.steps ?? []
  return draft && first && addressOf(draft, first)
}

type Known = { draftByFile: ReadonlyMap<string, Draft>; files: ReadonlySet<string>; stepByAddress: ReadonlyMap<StepAddress, LinkedStep> }

function resolveLink({ draftByFile, files, stepByAddress }: Known, from: Draft, link: DraftLink): Resolution {
  const target = parseStepLink(from.source.file, link.url)
  if (!target) return { kind: 'outside' }
  const draft = draftByFile.get(target.file)
  if (!draft) {
    if (files.has(target.file)) return { kind: 'outside' }
    return dead(link, 'a runbook of this folder', didYouMean(target.file, draftByFile.keys()))
  }
  const [first] = draft.steps
  if (target.slug === undefined)
    return first ? { kind: 'step', address: addressOf(draft, first) } : dead(link, `a step in ${target.file}, which has none`)
  const address = `${target.file}#${target.slug}`
  if (stepByAddress.has(address)) return { kind: 'step', address }
  if (draft.anchors.has(target.slug)) return { kind: 'heading' }
  const where = draft === from ? 'this file' : target.file
  return dead(
    link,
    `a step of ${where}`,
    didYouMean(
      target.slug,
      draft.steps.map((step) => step.id),
    ),
  )
}

function dead(link: DraftLink, expected: string, hint?: string): Resolution {
  return { kind: 'dead', found: `a link to \`${link.url}\``, expected, ...(hint ? { hint } : {}) }
}
