import type { Sender } from './delivery/sender.ts'
import type { Workspace } from './workspace/workspace.ts'

/** What everything that a person does in the stand-in works with. `baseUrl` has no slash at its end. */
export type Core = {
  workspace: Workspace
  send: Sender
  baseUrl(): string
  /** Waiting times before an event is sent again. */
  retryDelaysMs: readonly number[]
}
