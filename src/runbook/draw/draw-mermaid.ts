import type { RunbookSet } from '../tree.ts'
import { type FlowEdge, type FlowNode, flowGraph } from './flow-graph.ts'

const SHAPES = {
  machine: ['[', ']'],
  person: ['{{', '}}'],
  outcome: ['([', '])'],
  jump: ['[[', ']]'],
} satisfies Readonly<Record<FlowNode['kind'], readonly [string, string]>>

const STYLES = [
  'classDef machine fill:#eef2ff,stroke:#6366f1,color:#1e1b4b',
  'classDef person fill:#fff7ed,stroke:#f97316,color:#431407',
  'classDef outcome fill:#ecfdf5,stroke:#10b981,color:#022c22',
  'classDef jump fill:#f5f5f4,stroke:#a8a29e,color:#1c1917',
]

/**
 * A runbook as a Mermaid flowchart, which git hosts draw inside markdown. https://mermaid.js.org/syntax/flowchart.html
 * @throws `runbook.unknown`
 */
export function drawMermaid(set: RunbookSet, file: string): string {
  const { nodes, edges } = flowGraph(set, file)
  const names = new Map(nodes.map(({ id }, index) => [id, `s${index}`]))
  const lines = [...nodes.map((node) => nodeLine(node, names)), ...edges.map((edge) => edgeLine(edge, names)), ...STYLES]
  return `flowchart TD\n${lines.map((line) => `  ${line}\n`).join('')}`
}

function nodeLine({ id, kind, title, detail }: FlowNode, names: ReadonlyMap<string, string>): string {
  const [open, close] = SHAPES[kind]
  const text = detail ? `${escapeMermaid(title)}<br/>${escapeMermaid(detail)}` : escapeMermaid(title)
  return `${names.get(id)}${open}"${text}"${close}:::${kind}`
}

function edgeLine({ from, to, by, labels }: FlowEdge, names: ReadonlyMap<string, string>): string {
  const arrow = by === 'otherwise' ? '-.->' : '-->'
  return `${names.get(from)} ${arrow}|"${labels.map(escapeMermaid).join('<br/>')}"| ${names.get(to)}`
}

/** Everything but letters, digits and plain punctuation as a character code: nothing is left that Mermaid or HTML reads. */
function escapeMermaid(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:?!'()/=+-]/gu, (char) => `#${char.codePointAt(0)};`)
}
