import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Why403Error } from '../../errors.ts'
import type { Io } from '../io.ts'

/** The markdown files of one folder, and which of them were asked for: all, or those that were named. */
export type RunbookFolder = { dir: string; files: Map<string, string>; named: Set<string> | undefined }

/** The folder of runbooks when none is named. */
export function defaultDir({ env }: Pick<Io, 'env'>): string {
  return env.WHY403_RUNBOOKS || 'runbooks'
}

/** Reads folders and files of runbooks; a file brings its folder along, since its links lead there. @throws `usage.invalid` */
export async function readFolders(paths: readonly string[], { cwd }: Pick<Io, 'cwd'>): Promise<RunbookFolder[]> {
  const folders = new Map<string, RunbookFolder>()
  for (const path of paths) {
    const isFolder = await isDirectory(path, cwd)
    const dir = isFolder ? path : dirname(path)
    const known = folders.get(resolve(cwd, dir))
    const folder = known ?? { dir, files: await readMarkdownFiles(dir, cwd), named: new Set<string>() }
    folders.set(resolve(cwd, dir), folder)
    if (isFolder) folder.named = undefined
    else folder.named?.add(basename(path))
  }
  return [...folders.values()]
}

async function isDirectory(path: string, cwd: string): Promise<boolean> {
  const found = await stat(resolve(cwd, path)).catch(() => undefined)
  if (found?.isDirectory()) return true
  if (found?.isFile() && /\.md$/i.test(path)) return false
  const what = found ? `${path}, which is no markdown` : `no file or folder ${path}`
  throw new Why403Error('usage.invalid', `Found ${what}, expected a folder of runbooks or a file that ends in .md.`)
}

async function readMarkdownFiles(dir: string, cwd: string): Promise<Map<string, string>> {
  try {
    const entries = await readdir(resolve(cwd, dir), { withFileTypes: true })
    const names = entries.filter((entry) => !entry.isDirectory() && /\.md$/i.test(entry.name)).map((entry) => entry.name)
    const texts = await Promise.all(
      names.sort().map(async (name) => [name, await readFile(join(resolve(cwd, dir), name), 'utf8')] as const),
    )
    return new Map(texts)
  } catch (cause) {
    throw new Why403Error('usage.invalid', `Found ${dir}, which cannot be read, expected a folder of runbooks.`, { cause })
  }
}
