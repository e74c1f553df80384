import type { Workspace } from './workspace.ts'

/** An id as Slack writes them: a letter for the kind, then ten capital letters and digits. */
export function shortId({ newId }: Workspace, kind: string): string {
  return `${kind}0${newId().replaceAll('-', '').slice(0, 9).toUpperCase()}`
}
