import type { Deps } from '../../deps.ts'
import { Why403Error } from '../../errors.ts'
import type { CheckCatalog } from '../../runbook/check-catalog.ts'
import { formatProblem } from '../../runbook/format-problem.ts'
import { lintRunbooks } from '../../runbook/lint-runbooks.ts'
import type { LintProblem, RunbookSet } from '../../runbook/tree.ts'
import type { Store } from '../../store/assemble-store.ts'
import { inTransaction } from '../../store/database.ts'
import { readHead, saveRevision, setHead } from '../../store/runbook-revisions.ts'
import { decideImport } from './decide-import.ts'
import { readRunbookFolder } from './read-runbook-folder.ts'
import { createRevisionShelf, type RevisionShelf } from './revision-shelf.ts'
import { watchFolder } from './watch-folder.ts'

/** The runbooks in use, and every one that an incident is pinned to. */
export type RunbookLibrary = {
  /** What new incidents are pinned to: the last set that linted. */
  current(): RunbookSet
  /** @throws `runbook.unknown` for a revision that was never stored, or that this version cannot read */
  byRevision(revision: string): Promise<RunbookSet>
  /** What lint says of the files on disk now; errors mean that they are not in use. */
  problems(): readonly LintProblem[]
  /** Both the files and the stored runbooks were changed since the last import: a person has to pick. */
  isDiverged(): boolean
  /** Reads the folder now instead of waiting for the watcher. */
  reload(): Promise<void>
  close(): Promise<void>
}

type Opening = { store: Store; dir: string; catalog: CheckCatalog; deps: Deps; watch: boolean }

/** What the last look at the folder came to. */
type Loaded = { current: RunbookSet; problems: readonly LintProblem[]; diverged: boolean }

/**
 * Loads and imports the runbooks of a folder and watches it. An edit that does not lint is refused whole; the last
 * good set stays in use.
 * @throws `runbook.invalid` when the folder cannot be read, or does not lint and no good set is stored
 */
export async function openRunbookLibrary(opening: Opening): Promise<RunbookLibrary> {
  const { deps, dir } = opening
  const shelf = createRevisionShelf(opening)
  let loaded = await load(opening, shelf)
  let queue = Promise.resolve()
  const reload = () => {
    queue = queue
      .then(async () => {
        loaded = await load(opening, shelf, loaded)
      })
      .catch((error: unknown) => deps.log.warn({ dir, error }, 'The runbooks could not be read; the last good ones stay in use'))
    return queue
  }
  const watcher = opening.watch ? await watchFolder(dir, () => void reload()) : undefined
  return {
    current: () => loaded.current,
    byRevision: shelf.take,
    problems: () => loaded.problems,
    isDiverged: () => loaded.diverged,
    reload,
    async close() {
      await watcher?.close()
      await queue
    },
  }
}

async function load(opening: Opening, shelf: RevisionShelf, before?: Loaded): Promise<Loaded> {
  const { dir, catalog, deps } = opening
  const files = await readRunbookFolder(dir)
  const { set, problems } = lintRunbooks(files, catalog, { today: deps.now() })
  for (const problem of errorsOf(problems)) deps.log.warn({ dir }, `Runbook refused: ${formatProblem(problem)}`)
  if (set) return { ...(await importSet(opening, shelf, { set, files })), problems }
  const current = before?.current ?? (await lastGood(opening, shelf, problems))
  deps.log.warn({ dir, revision: current.revision }, 'The last good runbooks stay in use')
  return { current, problems, diverged: before?.diverged ?? false }
}

async function importSet(
  { store, deps }: Opening,
  shelf: RevisionShelf,
  { set, files }: { set: RunbookSet; files: ReadonlyMap<string, string> },
): Promise<Pick<Loaded, 'current' | 'diverged'>> {
  shelf.add(set)
  const { revision, diverged } = await inTransaction(store, async (tx) => {
    const head = await readHead(tx)
    const decision = decideImport(head, set.revision)
    if (head && decision.kind !== 'import') return { revision: head.revision, diverged: decision.kind === 'diverged' }
    const at = deps.now()
    await saveRevision(tx, { hash: set.revision, files, author: 'disk', at, parent: head?.revision })
    await setHead(tx, { revision: set.revision, imported: set.revision, at })
    return { revision: set.revision, diverged: false }
  })
  return { current: await shelf.take(revision), diverged }
}

/** The stored set, when what lies on disk is broken at start. */
async function lastGood({ store, dir }: Opening, shelf: RevisionShelf, problems: readonly LintProblem[]): Promise<RunbookSet> {
  const head = await readHead(store.db)
  const good = head && (await shelf.take(head.revision).catch(() => undefined))
  if (good) return good
  const errors = errorsOf(problems).map(formatProblem)
  throw new Why403Error('runbook.invalid', `The runbooks in ${dir} do not lint:\n${errors.join('\n')}`, {
    facts: { problems: errors.length },
  })
}

function errorsOf(problems: readonly LintProblem[]): LintProblem[] {
  return problems.filter(({ severity }) => severity === 'error')
}
