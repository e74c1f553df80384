import type { IncidentView } from '../view.ts'

/** What could not be seen, by the check that wanted to, and why: one pair for each, in plain text, not escaped for any surface. */
export function unseenParts({ unseen = [] }: Pick<IncidentView, 'unseen'>): { what: string; why: string }[] {
  return unseen.map(({ check, source, why }) => ({ what: source === '' ? check : `${check}: ${source}`, why: why.replace(/\.$/, '') }))
}
