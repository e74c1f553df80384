import { formatProblem } from '../../runbook/format-problem.ts'
import type { RunbookLibrary } from './runbook-library.ts'

/** A hash as people compare it. */
const HASH_SHOWN = 12

type Standing = Pick<RunbookLibrary, 'current' | 'problems' | 'isDiverged'>

/**
 * One line for a person whose runbooks in `dir` are not those that are walked: what is wrong with them and which revision
 * is walked instead; null when they are in use.
 */
export function revisionNotice(library: Standing, dir: string): string | null {
  const why = whyNotUsed(library)
  if (why === null) return null
  const { revision, runbooks, start } = library.current()
  const first = runbooks.find(({ file }) => start.startsWith(`${file}#`))
  const what = `${runbooks.length} runbook${runbooks.length === 1 ? '' : 's'}, the first is "${first?.title ?? start}"`
  const instead = `Used instead: the last good revision in the database, ${revision.slice(0, HASH_SHOWN)} (${what}).`
  return `The runbooks in ${dir} are not used: ${why}. ${instead}`.replaceAll(/\s+/g, ' ')
}

function whyNotUsed(library: Standing): string | null {
  const [first, ...more] = library.problems().filter(({ severity }) => severity === 'error')
  if (first) return `${formatProblem(first)}${more.length > 0 ? ` and ${more.length} more` : ''} (see why403 runbook lint)`
  return library.isDiverged() ? 'both they and the stored ones were edited since they were last read' : null
}
