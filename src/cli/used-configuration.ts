import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Config } from '../config/config.ts'

/** What a process goes by: the content hash of its why403.yaml (null when there is none) and its runbook folder. */
export const UsedConfiguration = z.object({ configHash: z.string().nullable(), runbooksDir: z.string() })
export type UsedConfiguration = z.infer<typeof UsedConfiguration>

/** What this process goes by, as its files are now. */
export function usedConfiguration({ configFile, runbooksDir }: Pick<Config, 'configFile' | 'runbooksDir'>): UsedConfiguration {
  return { configHash: hashOf(configFile), runbooksDir }
}

function hashOf(path: string): string | null {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex')
  } catch {
    return null
  }
}
