import type { ConfigLanguage, Reading } from '../../config/config-language.ts'
import { Layer } from '../../denial/denial.ts'
import { compileCel } from '../../expression/compile-cel.ts'
import type { ExpressionError } from '../../expression/explain-syntax-error.ts'
import type { FieldRead } from '../../expression/read-fields.ts'
import { parseTemplate } from '../../expression/template.ts'
import { isSensitiveParameter } from '../../redaction/sensitive-name.ts'
import { templateAlone } from './render-json.ts'

/** Names that CEL itself knows: its types, and what its string functions are called under. https://github.com/google/cel-spec */
const OWN_NAMES = new Set([
  'bool',
  'bytes',
  'double',
  'dyn',
  'google',
  'int',
  'list',
  'map',
  'null_type',
  'string',
  'strings',
  'type',
  'uint',
])

function readingOf(parsed: { error: ExpressionError } | { reads: readonly FieldRead[] }): Reading {
  if ('error' in parsed) return { found: parsed.error.found, expected: parsed.error.expected }
  const names = parsed.reads.map(({ path: [name = ''] }) => name)
  return { names: [...new Set(names)].filter((name) => !OWN_NAMES.has(name)) }
}

/** The configuration's texts as checks read them later, so that what they could not use is told at start. */
export const configLanguage: ConfigLanguage = {
  readCel: (text) => readingOf(compileCel(text)),
  readTemplate: (text) => readingOf(templateAlone(text) ?? parseTemplate(text)),
  isSecretParameter: isSensitiveParameter,
  layers: Layer.options.filter((layer) => layer !== 'unknown'),
}
