import { at, told } from '../../sources/ask-json.ts'

const SHOWN_MAX = 8
const DEPTH_MAX = 6

/** Who has a relation: in words, and whether somebody is left out of it. */
export type TreeSummary = { text: string; excludes: boolean }

type Found = { users: string[]; others: string[]; excludes: boolean }

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, 1000) : []
}

function leafOf(leaf: unknown): Found {
  const computed = [at(leaf, 'computed'), ...listOf(at(leaf, 'tupleToUserset', 'computed'))].flatMap(
    (one) => told(at(one, 'userset')) ?? [],
  )
  return { users: listOf(at(leaf, 'users', 'users')).flatMap((user) => told(user) ?? []), others: computed, excludes: false }
}

/** A node is a leaf, a union or intersection of nodes, or a difference of two. */
function read(node: unknown, depth = 0): Found {
  if (depth > DEPTH_MAX || node === undefined) return { users: [], others: [], excludes: false }
  const difference = at(node, 'difference')
  const inner = [...listOf(at(node, 'union', 'nodes')), ...listOf(at(node, 'intersection', 'nodes')), at(difference, 'base')]
  const found = [leafOf(at(node, 'leaf')), ...inner.map((one) => read(one, depth + 1))]
  return {
    users: found.flatMap(({ users }) => users),
    others: found.flatMap(({ others }) => others),
    excludes: difference !== undefined || found.some(({ excludes }) => excludes),
  }
}

function shown(names: readonly string[]): string {
  const unique = [...new Set(names)]
  const more = unique.length > SHOWN_MAX ? ` and ${unique.length - SHOWN_MAX} more` : ''
  return `${unique.slice(0, SHOWN_MAX).join(', ')}${more}`
}

/** The answer of Expand (`tree.root`: leaf, union, intersection, difference) in one line. */
export function summariseTree(root: unknown): TreeSummary {
  const { users, others, excludes } = read(root)
  const direct = users.length > 0 ? `has it: ${shown(users)}` : 'nobody has it directly'
  const through = others.length > 0 ? `; through ${shown(others)}` : ''
  return { text: `${direct}${through}${excludes ? '; some are left out (`but not`)' : ''}`, excludes }
}
