import type { Deps } from '../../deps.ts'
import { Why403Error } from '../../errors.ts'
import type { CheckCatalog } from '../../runbook/check-catalog.ts'
import { lintRunbooks } from '../../runbook/lint-runbooks.ts'
import type { RunbookSet } from '../../runbook/tree.ts'
import type { Store } from '../../store/assemble-store.ts'
import { readRevision } from '../../store/runbook-revisions.ts'

/** Runbook sets by revision, read from the store once. */
export type RevisionShelf = {
  add(set: RunbookSet): void
  /** @throws `runbook.unknown` for a revision that was never stored, or that this version cannot read */
  take(revision: string): Promise<RunbookSet>
}

/** An empty shelf over the store. */
export function createRevisionShelf({ store, catalog, deps }: { store: Store; catalog: CheckCatalog; deps: Deps }): RevisionShelf {
  const sets = new Map<string, RunbookSet>()
  return {
    add: (set) => void sets.set(set.revision, set),
    async take(revision) {
      const known = sets.get(revision)
      if (known) return known
      const files = await readRevision(store.db, revision)
      const set = files && lintRunbooks(files, catalog, { today: deps.now() }).set
      if (!set) throw unknownRevision(revision)
      sets.set(revision, set)
      return set
    },
  }
}

function unknownRevision(revision: string): Why403Error {
  const message = `Runbook revision ${revision.slice(0, 12)} is not stored, or this version cannot read it.`
  return new Why403Error('runbook.unknown', message, { facts: { revision } })
}
