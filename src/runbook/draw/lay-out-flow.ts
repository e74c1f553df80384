import { Graph, layout } from '@dagrejs/dagre'
import type { FlowEdge, FlowGraph, FlowNode } from './flow-graph.ts'
import { wrapWords } from './wrap-words.ts'

/** A place in the drawing, in pixels. */
export type Point = { x: number; y: number }
/** A box by its centre, in pixels. */
type Box = Point & { width: number; height: number }
/** A node with its lines, placed. */
export type PlacedNode = FlowNode & Box & { lines: string[] }
/** An edge with the points it passes and where its label stands. */
export type PlacedEdge = FlowEdge & Box & { lines: string[]; points: Point[] }
/** A drawing without ink. */
type FlowLayout = { nodes: PlacedNode[]; edges: PlacedEdge[]; width: number; height: number }

/** Letters of the drawing's fonts, in pixels; text is measured by count, since nothing here can render it. */
export const TEXT = { line: 17, title: 7.6, label: 6.5, titleWrap: 26, labelWrap: 40 } as const
const PAD = { x: 18, y: 12 }

/**
 * Places a graph in layers from left to right: a step has many branches, and pages scroll down.
 * Branches keep their written order.
 */
export function layOutFlow({ nodes, edges }: FlowGraph): FlowLayout {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 16, ranksep: 44, edgesep: 12, marginx: 24, marginy: 24 })
  const sizes = nodes.map((node) => ({ node, lines: wrapWords(node.title, TEXT.titleWrap), ...nodeSize(node) }))
  const labels = edges.map((edge) => ({ edge, lines: edge.labels.flatMap((label) => wrapLabel(label, edge.labels.length > 1)) }))
  for (const { node, width, height } of sizes) graph.setNode(node.id, { width, height })
  for (const { edge, lines } of labels) graph.setEdge(edge.from, edge.to, { ...boxOf(lines, TEXT.label, 6), labelpos: 'c' })
  layout(graph, { disableOptimalOrderHeuristic: true })
  const boxAt = (id: string) => graph.node(id) as Box
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  return {
    nodes: sizes.map(({ node, lines }) => ({ ...node, lines, ...pickBox(boxAt(node.id)) })),
    edges: labels.map(({ edge, lines }) => {
      const laid = graph.edge(edge.from, edge.to) as Box & Pick<PlacedEdge, 'points'>
      return { ...edge, lines, ...pickBox(laid), points: joinSides(boxAt(edge.from), laid.points, boxAt(edge.to)) }
    }),
    width,
    height,
  }
}

/** A way forward leaves at the middle of one side and arrives at the middle of the other. */
function joinSides(from: Box, points: readonly Point[], to: Box): Point[] {
  const left = { x: to.x - to.width / 2, y: to.y }
  const right = { x: from.x + from.width / 2, y: from.y }
  return left.x > right.x ? [right, ...points.slice(1, -1), left] : [...points]
}

function pickBox({ x, y, width, height }: Box): Box {
  return { x, y, width, height }
}

/** Of several branches on one line each begins with a dot. */
function wrapLabel(label: string, several: boolean): string[] {
  return wrapWords(label, TEXT.labelWrap).map((line, index) => (several && index === 0 ? `· ${line}` : line))
}

function nodeSize({ title, detail }: FlowNode): { width: number; height: number } {
  const lines = wrapWords(title, TEXT.titleWrap)
  const { width, height } = boxOf(lines, TEXT.title, 0)
  const detailWidth = detail.length * TEXT.label
  return { width: Math.max(96, width, detailWidth) + 2 * PAD.x, height: height + (detail ? TEXT.line : 0) + 2 * PAD.y }
}

function boxOf(lines: readonly string[], letter: number, pad: number): { width: number; height: number } {
  return { width: Math.max(0, ...lines.map((line) => line.length)) * letter + 2 * pad, height: lines.length * TEXT.line + pad }
}
