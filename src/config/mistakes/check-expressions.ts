import { nearestWord } from '../../nearest-word.ts'
import { FileConfig } from '../config.ts'
import type { ConfigLanguage } from '../config-language.ts'
import { WRITTEN, type Written } from '../sources/written.ts'
import { type ConfigMistake, mistakeAt } from './config-mistake.ts'
import { findMarked, type Marked } from './find-marked.ts'

const FOUND_MAX = 80

function unseenName(name: string, sees: readonly string[]): { found: string; expected: string } {
  const near = nearestWord(name, sees)
  const expected = `one of ${sees.join(', ')}`
  return { found: `\`${name}\``, expected: near === undefined ? expected : `${expected}; did you mean ${near}?` }
}

function checkText({ path, text, mark }: Marked<Written>, { readCel, readTemplate }: ConfigLanguage): ConfigMistake[] {
  if (text === '') return []
  const reading = mark.in === 'cel' ? readCel(text) : readTemplate(text)
  const wrong = 'names' in reading ? reading.names.filter((name) => !mark.sees.includes(name)) : []
  const mistakes = 'names' in reading ? wrong.map((name) => unseenName(name, mark.sees)) : [reading]
  return mistakes.map(({ found, expected }) => mistakeAt(path, found.slice(0, FOUND_MAX), expected))
}

/** Mistakes in CEL and templates of the file: what does not parse, and names that nothing there sees. */
export function checkExpressions(file: unknown, language: ConfigLanguage): ConfigMistake[] {
  return findMarked(WRITTEN, FileConfig, { value: file, path: [] }).flatMap((each) => checkText(each, language))
}
