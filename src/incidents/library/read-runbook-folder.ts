import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Why403Error } from '../../errors.ts'

/**
 * The markdown files of the runbook folder, texts by name.
 * @throws `runbook.invalid` when there is no such folder or it cannot be read
 */
export async function readRunbookFolder(dir: string): Promise<Map<string, string>> {
  try {
    const names = (await readdir(dir)).filter((name) => /\.md$/i.test(name)).sort()
    return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name), 'utf8')] as const)))
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable'
    const message = `WHY403_RUNBOOKS: found no folder that can be read at ${dir} (${reason}), expected a folder of runbooks.`
    throw new Why403Error('runbook.invalid', message, { cause, facts: { dir } })
  }
}
