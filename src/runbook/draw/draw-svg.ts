import type { RunbookSet } from '../tree.ts'
import { type FlowGraph, flowGraph } from './flow-graph.ts'
import { layOutFlow, type PlacedEdge, type PlacedNode, type Point, TEXT } from './lay-out-flow.ts'

const STYLE = `
svg { font: 13px/1.3 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; background: #fff }
.node rect { stroke-width: 1.5 } .node text { fill: #1c1917; font-weight: 600 } .node .detail { fill: #57534e; font-weight: 400; font-size: 11.5px }
.machine rect { fill: #eef2ff; stroke: #6366f1 } .person rect { fill: #fff7ed; stroke: #f97316 }
.outcome rect { fill: #ecfdf5; stroke: #10b981 } .jump rect { fill: #f5f5f4; stroke: #a8a29e; stroke-dasharray: 5 3 }
.edge path { fill: none; stroke: #78716c; stroke-width: 1.4 } .edge.otherwise path { stroke-dasharray: 5 4 }
.edge rect { fill: #fff; opacity: .9 } .edge text { fill: #44403c; font-size: 11.5px }
.edge.when text { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 10.5px } #arrow path { fill: #78716c }
@media (prefers-color-scheme: dark) {
  svg { background: #1c1917 } .node text { fill: #fafaf9 } .node .detail { fill: #d6d3d1 } .edge rect { fill: #1c1917 } .edge text { fill: #d6d3d1 }
  .machine rect { fill: #272a4d } .person rect { fill: #42240f } .outcome rect { fill: #0d3227 } .jump rect { fill: #292524 }
}`

/** A runbook as an SVG picture that needs nothing else; light and dark. @throws `runbook.unknown` */
export function drawSvg(set: RunbookSet, file: string): string {
  const graph = flowGraph(set, file)
  const { nodes, edges, width, height } = layOutFlow(graph)
  const [w, h] = [Math.ceil(width), Math.ceil(height)]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-label="${escapeXml(pictureName(graph))}">`,
    `<title>${escapeXml(pictureName(graph))}</title><style>${STYLE}\n</style>`,
    '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z"/></marker></defs>',
    ...edges.map(drawEdge),
    ...edges.map(drawLabel),
    ...nodes.map(drawNode),
    '</svg>\n',
  ].join('\n')
}

function pictureName({ runbook }: FlowGraph): string {
  return `${runbook.title} (${runbook.file})`
}

function drawNode({ kind, lines, detail, x, y, width, height }: PlacedNode): string {
  const rows = [...lines.map((line) => ({ line, css: '' })), ...(detail ? [{ line: detail, css: ' class="detail"' }] : [])]
  const top = y - ((rows.length - 1) * TEXT.line) / 2 + 4
  const radius = kind === 'outcome' ? height / 2 : kind === 'person' ? 14 : 6
  const rect = `<rect x="${px(x - width / 2)}" y="${px(y - height / 2)}" width="${px(width)}" height="${px(height)}" rx="${px(Math.min(radius, 24))}"/>`
  const texts = rows.map(
    ({ line, css }, index) => `<text${css} x="${px(x)}" y="${px(top + index * TEXT.line)}" text-anchor="middle">${escapeXml(line)}</text>`,
  )
  return `<g class="node ${kind}">${rect}${texts.join('')}</g>`
}

function drawEdge({ by, points }: PlacedEdge): string {
  return `<g class="edge ${by}"><path d="${curve(points)}" marker-end="url(#arrow)"/></g>`
}

function drawLabel({ by, lines, x, y, width, height }: PlacedEdge): string {
  const back = `<rect x="${px(x - width / 2)}" y="${px(y - height / 2)}" width="${px(width)}" height="${px(height)}" rx="4"/>`
  const top = y - ((lines.length - 1) * TEXT.line) / 2 + 4
  const texts = lines.map(
    (line, index) => `<text x="${px(x)}" y="${px(top + index * TEXT.line)}" text-anchor="middle">${escapeXml(line)}</text>`,
  )
  return `<g class="edge ${by}">${back}${texts.join('')}</g>`
}

/** A smooth line through the points: straight to the first middle, then bends at each point. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? point
    return `Q${px(point.x)} ${px(point.y)} ${px((point.x + next.x) / 2)} ${px((point.y + next.y) / 2)}`
  })
  const last = rest.at(-1) ?? first
  return `M${px(first.x)} ${px(first.y)} ${bends.join(' ')} L${px(last.x)} ${px(last.y)}`
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** Text for XML 1.0: its five marks escaped, characters that it forbids left out. https://www.w3.org/TR/xml/#charsets */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
