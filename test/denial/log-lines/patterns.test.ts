import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RE2JS } from 're2js'
import { expect, test } from 'vitest'
import { findSlowness } from '../../../src/denial/lint/find-slowness.ts'
import { REQUEST_FORMS } from '../../../src/denial/log-lines/formats/request-log.ts'
import { WRAPPINGS } from '../../../src/denial/log-lines/unwrap-line.ts'

const FOLDER = join(import.meta.dirname, '../../../src/denial/log-lines')
/** A regular expression literal where an expression may begin. */
const LITERAL = /(?:[=(:,[?&|!]|^)\s*\/(?![/*])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([gimsuy]*)(?![\w/])/gm

const BODY_REFERENCES = '../answer/read-body-references.ts'

const PATTERNS = [
  ...readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap(patternsIn),
  ...patternsIn(BODY_REFERENCES),
  ...WRAPPINGS,
  ...REQUEST_FORMS,
]

function patternsIn(file: string): RegExp[] {
  return [...readFileSync(join(FOLDER, file), 'utf8').matchAll(LITERAL)].map(([, source = '', flags]) => new RegExp(source, flags))
}

test('the patterns are found', () => {
  expect(PATTERNS.length).toBeGreaterThan(90)
})

test('patterns run on lines of strangers, so each takes time linear in the line', () => {
  expect(PATTERNS.filter((pattern) => findSlowness(pattern) !== undefined).map(String)).toEqual([])
})

test('and none needs what only a backtracking engine can do', () => {
  expect(PATTERNS.filter((pattern) => !compilesAsRe2(pattern)).map(String)).toEqual([])
})

function compilesAsRe2({ source, dotAll }: RegExp): boolean {
  try {
    RE2JS.compile(RE2JS.translateRegExp(source), dotAll ? RE2JS.DOTALL : 0)
    return true
  } catch {
    return false
  }
}
