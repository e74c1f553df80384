import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Log } from '../deps.ts'
import { firstState, type WorkspaceState } from './workspace/state.ts'
import type { Workspace } from './workspace/workspace.ts'

const GATHER_MS = 150
const FORMAT = 1

/** The state kept in `file`; undefined when there is none or it is not of this format. */
export async function readKeptState(file: string): Promise<WorkspaceState | undefined> {
  try {
    const kept = JSON.parse(await readFile(file, 'utf8'))
    return kept.format === FORMAT ? { ...firstState(), ...kept.state } : undefined
  } catch {
    return undefined
  }
}

/**
 * Writes the state to `file` soon after each change, whole or not at all; what cannot be written is logged. `kept` waits
 * until every change so far is written, so that what was answered as done outlives a crash; `close` does so too, and ends.
 */
export function keepState(workspace: Workspace, file: string, log?: Log): { kept(): Promise<void>; close(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()
  let queued: Promise<void> | undefined
  const begin = () => {
    queued = undefined
    return writeWhole(file, JSON.stringify({ format: FORMAT, state: workspace.state }))
  }
  const lost = (error: unknown) => {
    log?.warn({ file, error: String(error) }, 'The practice workspace could not be kept; after a restart it is as it was before')
  }
  // One write at a time; whatever changes before the next one begins goes with it.
  const write = () => {
    clearTimeout(timer)
    timer = undefined
    if (!queued) writing = queued = writing.then(begin).catch(lost)
    return queued
  }
  const stop = workspace.listen(() => {
    timer ??= setTimeout(write, GATHER_MS)
  })
  const kept = () => (timer ? write() : writing)
  return {
    kept,
    close() {
      stop()
      return kept()
    },
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, text, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
