import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '../src')

/** Room numbers: a room imports itself and lower numbers only; equal numbers are strangers. */
const ROOMS: Record<string, number> = {
  'main.ts': 10,
  cli: 9,
  'app.ts': 8,
  slack: 7,
  web: 7,
  practice: 7,
  incidents: 6,
  store: 5,
  walk: 4,
  runbook: 3,
  rules: 3,
  checks: 3,
  denial: 2,
  config: 1,
  expression: 1,
  redaction: 1,
  'errors.ts': 0,
  'deps.ts': 0,
  'exchange.ts': 0,
  'nearest-word.ts': 0,
  'version.ts': 0,
  'index.ts': 8,
  'log.ts': 2,
}
const PURE = ['denial', 'rules', 'runbook', 'walk', 'expression', 'redaction']

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'))
const roomOf = (file: string) => file.split(sep)[0] as string

function importsOf(file: string): string[] {
  const text = readFileSync(join(SRC, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((m) => m[1] as string)
}

test('every file lies in a room that has a number', () => {
  expect(files.map(roomOf).filter((room) => !(room in ROOMS))).toEqual([])
})

test('a room imports itself and lower numbers only', () => {
  const upwards = files.flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => relative(SRC, join(SRC, file, '..', name)))
      .filter((target) => roomOf(target) !== roomOf(file) && (ROOMS[roomOf(target)] ?? 99) >= (ROOMS[roomOf(file)] ?? 0))
      .map((target) => `${file} -> ${target}`),
  )
  expect(upwards).toEqual([])
})

/** Files that can be reached again from themselves, by any import, those of types alone among them. */
function circles(): string[] {
  const importsByFile = new Map(files.map((file) => [file, importsOf(file).map((name) => join(file, '..', name))]))
  const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
    (importsByFile.get(from) ?? []).some((to) => to === goal || (!seen.has(to) && reaches(to, goal, seen.add(to))))
  return files.filter((file) => reaches(file, file))
}

test('no file imports itself, however far round', () => {
  expect(circles()).toEqual([])
})

test('pure rooms touch no network, disk, process or clock', () => {
  const impure = files
    .filter((file) => PURE.includes(roomOf(file)))
    .filter((file) => {
      const text = readFileSync(join(SRC, file), 'utf8')
      return (
        importsOf(file).some((name) => name.startsWith('node:') && !['node:crypto', 'node:buffer'].includes(name)) ||
        /\bnew Date\(\)|\bDate\.now\(\)|\bMath\.random\(\)|\bperformance\.|\bprocess\.|\bfetch\(|\bsetTimeout\(/.test(text)
      )
    })
  expect(impure).toEqual([])
})
