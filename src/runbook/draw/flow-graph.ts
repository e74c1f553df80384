import { Why403Error } from '../../errors.ts'
import type { Branch, Runbook, RunbookSet, Step } from '../tree.ts'

/**
 * `machine` goes on by itself, `person` asks, `outcome` ends, `jump` stands for a step of another file. `id` is the
 * address of a step; a jump has its own for each step that jumps, so that drawings stay trees where they can.
 */
export type FlowNode = { id: string; kind: 'machine' | 'person' | 'outcome' | 'jump'; title: string; detail: string }
/** The branches from one node to another; `by` says what takes the first of them. */
export type FlowEdge = { from: string; to: string; by: Branch['kind']; labels: string[] }
/** One runbook as a graph: its steps in written order, then the steps elsewhere that it jumps to. */
export type FlowGraph = { runbook: Runbook; nodes: FlowNode[]; edges: FlowEdge[] }

/** The graph of one file. @throws `runbook.unknown` */
export function flowGraph(set: RunbookSet, file: string): FlowGraph {
  const runbook = findRunbook(set, file)
  const own = new Set(runbook.steps.map(({ address }) => address))
  const nodeId = (from: string, to: string) => (own.has(to) ? to : `${from} ${to}`)
  const branches = runbook.steps.flatMap(({ address, branches }) => branches.map((branch) => ({ from: address, branch })))
  const jumps = new Map(
    branches.filter(({ branch }) => !own.has(branch.goto)).map(({ from, branch }) => [nodeId(from, branch.goto), branch.goto]),
  )
  return {
    runbook,
    nodes: [...runbook.steps.map(stepNode), ...[...jumps].map(([id, address]) => jumpNode(set, id, address))],
    edges: mergeEdges(
      branches.map(({ from, branch }) => ({ from, to: nodeId(from, branch.goto), by: branch.kind, labels: [branchLabel(branch)] })),
    ),
  }
}

/** A runbook of the set by its file name. @throws `runbook.unknown` */
export function findRunbook(set: RunbookSet, file: string): Runbook {
  const runbook = set.runbooks.find((each) => each.file === file)
  if (runbook) return runbook
  const names = set.runbooks.map((each) => each.file).join(', ')
  throw new Why403Error('runbook.unknown', `Found no runbook ${file}, expected one of: ${names}.`)
}

/** What a branch says, for a drawing. */
export function branchLabel(branch: Branch): string {
  switch (branch.kind) {
    case 'when':
      return branch.cel
    case 'answer':
      return branch.label
    case 'otherwise':
      return 'otherwise'
    default:
      return branch satisfies never
  }
}

function mergeEdges(edges: readonly FlowEdge[]): FlowEdge[] {
  const merged = new Map<string, FlowEdge>()
  for (const edge of edges) {
    const key = JSON.stringify([edge.from, edge.to])
    const known = merged.get(key)
    if (known) known.labels.push(...edge.labels)
    else merged.set(key, edge)
  }
  return [...merged.values()]
}

function stepNode({ address, title, checks, branches, outcome }: Step): FlowNode {
  if (outcome) return { id: address, kind: 'outcome', title, detail: outcome.cause }
  const kind = branches.some((branch) => branch.kind === 'answer') ? 'person' : 'machine'
  return { id: address, kind, title, detail: [...new Set(checks.map(({ check }) => check))].join(', ') }
}

function jumpNode(set: RunbookSet, id: string, address: string): FlowNode {
  return { id, kind: 'jump', title: set.stepByAddress.get(address)?.title ?? address, detail: address.split('#')[0] ?? '' }
}
