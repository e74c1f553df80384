import { formatProblem } from '../../runbook/format-problem.ts'
import type { RunbookLibrary } from './runbook-library.ts'

/** A hash as people compare it. */
const HASH_SHOWN = 12

type Standing = Pick<RunbookLibrary, 'current' | 'problems' | 'isDiverged'>

/**
 * One line for a person whose runbooks in `dir` are not those that are walked: what is wrong with them and which revision
 * is walked instead; null when nothing is wrong with them.
 */
export function revisionNotice(library: Standing, dir: string): string | null {
  const why = whyNotUsed(library)
  if (why === null) return null
  const { revision, runbooks, stepByAddress, start } = library.current()
  const first = runbooks.find(({ file }) => file === stepByAddress.get(start)?.file)
  const what = `${runbooks.length} runbook${runbooks.length === 1 ? '' : 's'}, first "${first?.title ?? start}"`
  const instead = `Used instead: revision ${revision.slice(0, HASH_SHOWN)}, the last good one in the database (${what})`
  return `The runbooks in ${dir} are not used: ${why} ${instead}.`.replaceAll(/\s+/g, ' ')
}

function whyNotUsed(library: Standing): string | null {
  const [first, ...more] = library.problems().filter(({ severity }) => severity === 'error')
  if (first) return `${formatProblem(first)}${more.length > 0 ? ` and ${more.length} more` : ''}; see why403 runbook lint.`
  if (library.isDiverged()) return 'they were edited, and so were the stored ones, since they were last read; a person has to pick.'
  return null
}
