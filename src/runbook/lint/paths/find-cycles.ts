type Visit = { node: string; next: number }

/**
 * Cycles of a directed graph, each as the nodes on it from where it was entered: one for every node at which a cycle
 * closes, none exactly when the graph has none. Depth first, without recursion.
 */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>()
  const cycles = new Map<string, string[]>()
  for (const root of graph.keys()) {
    if (done.has(root)) continue
    const stack: Visit[] = [{ node: root, next: 0 }]
    const depthByNode = new Map([[root, 0]])
    for (let visit = stack.at(-1); visit; visit = stack.at(-1)) {
      const to = graph.get(visit.node)?.[visit.next++]
      const depth = to === undefined ? undefined : depthByNode.get(to)
      if (to === undefined) {
        done.add(visit.node)
        depthByNode.delete(visit.node)
        stack.pop()
      } else if (depth !== undefined) {
        if (!cycles.has(to))
          cycles.set(
            to,
            stack.slice(depth).map(({ node }) => node),
          )
      } else if (!done.has(to)) {
        depthByNode.set(to, stack.length)
        stack.push({ node: to, next: 0 })
      }
    }
  }
  return [...cycles.values()]
}
