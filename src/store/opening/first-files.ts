import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dataDir } from '@electric-sql/pglite-prepopulatedfs'

/** What a new folder begins with, and what to do when the database has been opened for the first time. */
type FirstFiles = { files?: Blob | File; done(): Promise<void> }

/**
 * The files of an empty database for a folder that has none yet: unpacked in a fifth of the time that `initdb` takes in WebAssembly.
 * A first start that broke off in between is noticed by the mark beside the folder, and begun anew.
 */
export async function firstFiles(folder: string): Promise<FirstFiles> {
  const mark = `${folder}.unfinished`
  if (existsSync(mark)) await rm(folder, { recursive: true, force: true })
  else if (existsSync(join(folder, 'PG_VERSION'))) return { done: async () => {} }
  await writeFile(mark, 'The first start of the database has not come to its end; the next one begins anew.\n', { mode: 0o600 })
  return { files: await dataDir(), done: () => rm(mark, { force: true }) }
}
