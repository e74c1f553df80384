import { readFileSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isAlive } from '../store/opening/is-alive.ts'
import { UsedConfiguration } from './used-configuration.ts'

/** What a running `serve` leaves in the data folder (mode 0600), so that commands beside it find its API and can tell what it `uses`. */
export const ServerFile = z.object({ url: z.url(), token: z.string(), pid: z.int(), uses: UsedConfiguration.optional() })
export type ServerFile = z.infer<typeof ServerFile>

const FILE = 'server.json'

/** The server that runs on this data folder, or null when there is none (or it has died and left its file). */
export function readServerFile(dataDir: string): ServerFile | null {
  try {
    const server = ServerFile.parse(JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')))
    return isAlive(server.pid) ? server : null
  } catch {
    return null
  }
}

/** Writes the file whole or not at all; the function that comes back removes it, if it is still ours. */
export async function writeServerFile(dataDir: string, server: ServerFile): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, FILE)
  await writeFile(`${path}.${server.pid}`, JSON.stringify(server), { mode: 0o600 })
  await rename(`${path}.${server.pid}`, path)
  return async () => {
    if (readServerFile(dataDir)?.pid === server.pid) await rm(path, { force: true })
  }
}
