import { isNode, LineCounter, parseDocument } from 'yaml'
import { FileConfig } from './config.ts'
import type { ConfigLanguage } from './config-language.ts'
import { checkExpressions } from './mistakes/check-expressions.ts'
import { checkReferences } from './mistakes/check-references.ts'
import { checkSourceUrls } from './mistakes/check-source-urls.ts'
import { checkTargets } from './mistakes/check-targets.ts'
import type { ConfigMistake } from './mistakes/config-mistake.ts'
import type { ConfigProblem } from './mistakes/config-problem.ts'
import { describeIssue } from './mistakes/describe-issue.ts'
import { kindKeys, knownKeys } from './mistakes/known-keys.ts'

const EMPTY: FileConfig = { targets: {}, access: {}, checks: [] }

const KNOWN = {
  keysAt: (path: readonly PropertyKey[]) => knownKeys(FileConfig, path),
  kindsAt: (path: readonly PropertyKey[]) => kindKeys(FileConfig, path),
}

type Source = { file: string; document: ReturnType<typeof parseDocument>; lines: LineCounter }

/** `file:line:column` of the value at `path`, or of the nearest thing above it. */
function positionOf({ file, document, lines }: Source, path: readonly PropertyKey[]): string {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (!isNode(node) || !node.range) continue
    const { line, col } = lines.linePos(node.range[0])
    return `${file}:${line}:${col}`
  }
  return `${file}:1:1`
}

function yamlProblems({ file, document }: Source): ConfigProblem[] {
  return document.errors.map((error) => {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 }
    const found = (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
    return { at: `${file}:${line}:${col}`, key: 'YAML', found: `a mistake (${found.slice(0, 120)})`, expected: 'well-formed YAML' }
  })
}

function plainValue(document: Source['document'], problems: ConfigProblem[]): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {}
  } catch {
    problems.push({ key: 'YAML', found: 'aliases that grow without end', expected: 'at most 100 aliases' })
    return {}
  }
}

/** What no schema can tell: mistakes of several fields together, and of texts that are more than texts. */
function checkAll(value: unknown, language: ConfigLanguage): ConfigMistake[] {
  const checks = [checkTargets, checkReferences, checkExpressions, checkSourceUrls]
  return checks.flatMap((check) => check(value, language))
}

type Reading = { text: string; language: ConfigLanguage; problems: ConfigProblem[] }

/** why403.yaml, its defaults filled in; every mistake is added to `problems` with its line and column. */
export function readConfigFile(file: string, { text, language, problems }: Reading): FileConfig {
  const lines = new LineCounter()
  const source = { file, lines, document: parseDocument(text, { lineCounter: lines, prettyErrors: true }) }
  if (source.document.errors.length > 0) {
    problems.push(...yamlProblems(source))
    return EMPTY
  }
  const value = plainValue(source.document, problems)
  const parsed = FileConfig.safeParse(value)
  const issues = parsed.success ? [] : parsed.error.issues
  const described = issues.flatMap((issue) => describeIssue(issue, value, KNOWN))
  for (const { path, found, expected } of [...described, ...checkAll(value, language)]) {
    problems.push({ at: positionOf(source, path), key: path.map(String).join('.') || 'why403.yaml', found, expected })
  }
  return parsed.success ? parsed.data : EMPTY
}
