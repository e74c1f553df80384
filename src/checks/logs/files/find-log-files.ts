import type { Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { escapeRegExp } from '../matching/path-in-text.ts'
import { LogUnseen } from '../stores/log-store.ts'

/** A file that may hold what is wanted. `isRotated` for a neighbour that was written to before. */
export type LogFile = { path: string; stats: Stats; isRotated: boolean }

const FILES_MAX = 16
/** What a rotation puts behind a name or before its ending: `.1`, `-20260102`, `.2026-01-02`, `-20260102-1767355200`. */
const TURN = String.raw`[.-](?:\d{1,3}|\d{4}-?\d\d-?\d\d(?:[-T_.]?\d{1,10}){0,4})`

/** Whether `name` is the file `base` after a rotation, compressed or not. */
export function isRotatedName(name: string, base: string): boolean {
  const ending = extname(base)
  const stem = base.slice(0, base.length - ending.length)
  const behind = `${escapeRegExp(base)}${TURN}`
  const inside = ending === '' ? behind : `${escapeRegExp(stem)}${TURN}${escapeRegExp(ending)}`
  return new RegExp(`^(?:${behind}|${inside})(?:\\.gz)?$`).test(name)
}

/** Whether `name` fits a pattern in which `*` is any text. */
export function fitsPattern(name: string, pattern: string): boolean {
  return new RegExp(`^${pattern.split('*').map(escapeRegExp).join('.*')}$`, 's').test(name)
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'why403 may not read it (permission denied)',
  EPERM: 'why403 may not read it (operation not permitted)',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'its symbolic links lead in a circle',
  EISDIR: 'it is a folder',
}

/** Why a file could not be read, in plain words. */
export function whyUnread(error: unknown): string {
  if (error instanceof LogUnseen) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return WHY[code] ?? (error instanceof Error ? error.message : String(error))
}

/** What stands at a path: a file, or why it is none that could be read. */
async function look(path: string, isRotated: boolean): Promise<LogFile | LogUnseen> {
  try {
    const stats = await stat(path)
    if (stats.isFile()) return { path, stats, isRotated }
    if (stats.isDirectory()) return new LogUnseen('it is a folder: name the file in it')
    return new LogUnseen('it is a pipe or a device, so what was written to it is gone: name the store that collects it')
  } catch (error) {
    return new LogUnseen(whyUnread(error))
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch {
    return []
  }
}

const isFile = (file: LogFile | LogUnseen): file is LogFile => !(file instanceof LogUnseen)

/**
 * The files that a configured path means, the last written first: itself or all that fit its `*`, and neighbours by rotation, those
 * that were written to since `since` (ms). @throws LogUnseen when there is none that can be read
 */
export async function findLogFiles(configured: string, since: number): Promise<LogFile[]> {
  const path = resolve(configured)
  const [folder, base] = [dirname(path), basename(path)]
  const names = await namesIn(folder)
  const wanted = base.includes('*') ? names.filter((name) => fitsPattern(name, base)) : [base]
  const own = await Promise.all(wanted.map((name) => look(join(folder, name), false)))
  const rotated = names.filter((name) => !wanted.includes(name) && wanted.some((one) => isRotatedName(name, one)))
  const turned = (await Promise.all(rotated.map((name) => look(join(folder, name), true)))).filter(isFile)
  const found = [...own.filter(isFile), ...turned].filter(({ stats }) => stats.mtimeMs >= since)
  if (own.filter(isFile).length === 0 && found.length === 0) {
    throw own.find((file) => file instanceof LogUnseen) ?? new LogUnseen('no file fits this pattern')
  }
  return found.toSorted((one, other) => other.stats.mtimeMs - one.stats.mtimeMs).slice(0, FILES_MAX)
}
