import { firstState, type WorkspaceState } from './state.ts'

/** The stand-in's memory with the powers that its parts share. */
export type Workspace = {
  readonly state: WorkspaceState
  now(): Date
  newId(): string
  /** To be called after each change of `state`. */
  changed(): void
  /** Calls `listener` after each change, until the returned function is called. */
  listen(listener: () => void): () => void
}

/** A workspace with `state` (a fresh one unless given). */
export function createWorkspace(input: { now(): Date; newId(): string; state?: WorkspaceState }): Workspace {
  const listeners = new Set<() => void>()
  return {
    state: input.state ?? firstState(),
    now: input.now,
    newId: input.newId,
    changed() {
      for (const listener of [...listeners]) listener()
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
