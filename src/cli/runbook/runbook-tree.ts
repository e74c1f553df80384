import { basename, dirname } from 'node:path'
import { parseArgs } from 'node:util'
import pc from 'picocolors'
import { Why403Error } from '../../errors.ts'
import { drawMermaid } from '../../runbook/draw/draw-mermaid.ts'
import { drawSvg } from '../../runbook/draw/draw-svg.ts'
import { drawText } from '../../runbook/draw/draw-text.ts'
import { formatProblem } from '../../runbook/format-problem.ts'
import { lintRunbooks } from '../../runbook/lint-runbooks.ts'
import { DEFAULT_RUNBOOK } from '../../runbook/parse/link-drafts.ts'
import type { RunbookSet } from '../../runbook/tree.ts'
import { EXIT, type Io } from '../io.ts'
import { visibleText } from '../terminal/terminal-text.ts'
import { defaultDir, readFolders } from './runbook-folder.ts'
import type { RunbookPowers } from './runbook-powers.ts'

const SHOWN_ERRORS = 5
const FORMATS = ['text', 'mermaid', 'svg'] as const
type Format = (typeof FORMATS)[number]

const HELP = `why403 runbook tree [FILE] [--format text|mermaid|svg] [--dir DIR]

Draws one runbook to the standard output. FILE is a name in DIR (waf, waf.md) or a path; default: ${DEFAULT_RUNBOOK}.

  --format text      a tree for the terminal (default)
  --format mermaid   a flowchart that git hosts draw inside markdown
  --format svg       a picture
  --dir DIR          the folder of runbooks; default: runbooks (or WHY403_RUNBOOKS)

Exit status: 0 drawn, 1 the runbooks have mistakes (see why403 runbook lint), 2 usage.
`

/** `why403 runbook tree`. @throws `usage.invalid`, `runbook.unknown` */
export async function runbookTree(args: string[], io: Io, { catalog }: RunbookPowers): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { format: { type: 'string', default: 'text' }, dir: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    io.stdout.write(HELP)
    return EXIT.ok
  }
  const { format } = values
  if (!isFormat(format))
    throw new Why403Error('usage.invalid', `Found --format ${format.slice(0, 40)}, expected one of: ${FORMATS.join(', ')}.`)
  const { dir, file } = placeOfFile(positionals[0], values.dir ?? defaultDir(io))
  const [folder] = await readFolders([dir], io)
  const { set, problems } = lintRunbooks(folder?.files ?? new Map(), await catalog(), { today: io.now() })
  if (!set) {
    const errors = problems.filter(({ severity }) => severity === 'error')
    const lines = errors.slice(0, SHOWN_ERRORS).map((problem) => `${visibleText(formatProblem(problem))}\n`)
    io.stderr.write(`${lines.join('')}The runbooks have mistakes, so there is no tree yet: why403 runbook lint ${dir}\n`)
    return EXIT.problems
  }
  if (!set.runbooks.some((each) => each.file === file)) {
    throw new Why403Error(
      'usage.invalid',
      `Found no runbook ${file} in ${dir}, expected one of: ${set.runbooks.map((each) => each.file).join(', ')}.`,
    )
  }
  io.stdout.write(draw(set, file, { format, isTty: io.isTty }))
  return EXIT.ok
}

function placeOfFile(given: string | undefined, dir: string): { dir: string; file: string } {
  if (given === undefined) return { dir, file: DEFAULT_RUNBOOK }
  const file = /\.md$/i.test(given) ? basename(given) : `${basename(given)}.md`
  return { dir: /[/\\]/.test(given) ? dirname(given) : dir, file }
}

function draw(set: RunbookSet, file: string, { format, isTty }: { format: Format; isTty: boolean }): string {
  switch (format) {
    case 'mermaid':
      return drawMermaid(set, file)
    case 'svg':
      return drawSvg(set, file)
    case 'text': {
      const { bold, cyan, yellow, green, dim } = pc.createColors(isTty)
      const seen = (colour: (text: string) => string) => (text: string) => colour(visibleText(text))
      const paint = { title: seen(bold), step: seen(String), condition: seen(cyan), answer: seen(yellow), outcome: seen(green) }
      return drawText(set, file, { ...paint, faint: seen(dim) })
    }
    default:
      return format satisfies never
  }
}

function isFormat(format: string): format is Format {
  return (FORMATS as readonly string[]).includes(format)
}
