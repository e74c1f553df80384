import type { RunbookHead } from '../../store/runbook-revisions.ts'

/** What to do with the runbooks on disk: put them in use, go on with the stored ones, or let a person pick. */
type ImportDecision =
  | { kind: 'import'; why: 'first' | 'disk-changed' | 'same-text' }
  | { kind: 'keep'; why: 'disk-unchanged' }
  | { kind: 'diverged' }

/** `disk` is the content hash on disk. An edit made elsewhere since the last import is never overwritten. */
export function decideImport(head: Pick<RunbookHead, 'revision' | 'imported'> | null, disk: string): ImportDecision {
  if (!head) return { kind: 'import', why: 'first' }
  if (head.revision === disk) return { kind: 'import', why: 'same-text' }
  if (head.imported === disk) return { kind: 'keep', why: 'disk-unchanged' }
  return head.revision === head.imported ? { kind: 'import', why: 'disk-changed' } : { kind: 'diverged' }
}
