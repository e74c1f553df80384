import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pc from 'picocolors'
import { placeOf, problemSentence } from '../../runbook/format-problem.ts'
import { checkExternalLinks, externalLinks } from '../../runbook/lint/external-links.ts'
import { isRunbookFile, lintRunbooks } from '../../runbook/lint-runbooks.ts'
import type { LintProblem } from '../../runbook/tree.ts'
import { EXIT, type Io } from '../io.ts'
import { visibleText } from '../terminal/terminal-text.ts'
import { defaultDir, type RunbookFolder, readFolders } from './runbook-folder.ts'
import type { RunbookPowers } from './runbook-powers.ts'

/** A problem with the line that it speaks about; `file` is the path as it was given. */
type Shown = LintProblem & { text: string }

const HELP = `why403 runbook lint [DIR|FILE…] [--links] [--json]

Finds mistakes in runbooks: dead links, steps that nobody reaches or that lead nowhere, conditions and
parameters that no check knows, and more. Default: the folder runbooks (or WHY403_RUNBOOKS).
A file is read together with its folder, and only its own problems are shown.

  --links   also ask every linked web page whether it is still there (5 s each)
  --json    one JSON object: {"runbooks", "problems": [{file, line, column, severity, rule, found, expected, hint}]}

Exit status: 0 no errors (warnings are fine), 1 errors found, 2 usage or nothing to read.
`

/** `why403 runbook lint`. @throws `usage.invalid` */
export async function runbookLint(args: string[], io: Io, { catalog, checkLink }: RunbookPowers): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { links: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    io.stdout.write(HELP)
    return EXIT.ok
  }
  const folders = await readFolders(positionals.length > 0 ? positionals : [defaultDir(io)], io)
  const known = await catalog()
  const shown: Shown[] = []
  for (const folder of folders) {
    const { problems } = lintRunbooks(folder.files, known, { today: io.now() })
    const dead = values.links ? await checkExternalLinks(externalLinks(folder.files), checkLink) : []
    shown.push(...ofFolder(folder, [...problems, ...dead]))
  }
  const runbooks = folders.reduce((sum, { files, named }) => sum + (named?.size ?? [...files.keys()].filter(isRunbookFile).length), 0)
  io.stdout.write(
    values.json
      ? `${JSON.stringify({ runbooks, problems: shown.map(({ text: _, ...problem }) => problem) })}\n`
      : report(shown, runbooks, io),
  )
  return shown.some(({ severity }) => severity === 'error') ? EXIT.problems : EXIT.ok
}

function ofFolder({ dir, files, named }: RunbookFolder, problems: readonly LintProblem[]): Shown[] {
  return problems
    .filter(({ file }) => !named || named.has(file))
    .map((problem) => ({
      ...problem,
      file: join(dir, problem.file),
      text: files.get(problem.file)?.split(/\r\n?|\n/)[problem.line - 1] ?? '',
    }))
}

function report(shown: readonly Shown[], runbooks: number, { isTty }: Io): string {
  const color = pc.createColors(isTty)
  const parts = shown.map((problem) => {
    const severity = problem.severity === 'error' ? color.red('error') : color.yellow('warning')
    const [place, sentence] = [placeOf(problem), problemSentence(problem)].map(visibleText)
    return `${color.bold(place)} ${severity} ${sentence} ${color.dim(`[${problem.rule}]`)}\n${color.dim(excerpt(problem))}\n`
  })
  const errors = shown.filter(({ severity }) => severity === 'error').length
  const end = `${count(runbooks, 'runbook')}: ${shown.length === 0 ? 'no problems' : `${count(errors, 'error')}, ${count(shown.length - errors, 'warning')}`}\n`
  return parts.join('') + end
}

/** The line with a mark below the place; tabs stay tabs, so that the mark stands right. */
function excerpt({ text, column, line }: Shown): string {
  const from = Math.max(0, column - 80)
  const cut = visibleText(text.slice(from, from + 120))
  const gutter = `  ${line} | `
  return `${gutter}${cut}\n${gutter.replace(/\d/g, ' ')}${cut.slice(0, column - 1 - from).replace(/[^\t]/g, ' ')}^`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
