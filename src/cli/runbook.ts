import { EXIT, type Io } from './io.ts'
import { askPage } from './runbook/ask-page.ts'
import { runbookLint } from './runbook/runbook-lint.ts'
import { runbookNew } from './runbook/runbook-new.ts'
import type { RunbookPowers } from './runbook/runbook-powers.ts'
import { runbookTree } from './runbook/runbook-tree.ts'

const HELP = `why403 runbook lint [DIR|FILE…]   find mistakes in runbooks
why403 runbook tree [FILE]        draw a runbook as text, Mermaid or SVG
why403 runbook new NAME           begin a runbook

Each takes --help.
`

/** `why403 runbook …`: returns the exit status: 0 fine, 1 problems found, 2 a mistake of usage. */
export async function runbook([what, ...args]: string[], io: Io, given: Partial<RunbookPowers> = {}): Promise<number> {
  const powers: RunbookPowers = {
    catalog: async () => (await import('./runbook/read-catalog.ts')).readCatalog(io),
    checkLink: askPage,
    ...given,
  }
  switch (what) {
    case 'lint':
      return runbookLint(args, io, powers)
    case 'tree':
      return runbookTree(args, io, powers)
    case 'new':
      return runbookNew(args, io)
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      io.stdout.write(HELP)
      return what === undefined ? EXIT.usage : EXIT.ok
    default:
      io.stderr.write(`why403 runbook: found "${what.slice(0, 60)}", expected one of: lint, tree, new\n`)
      return EXIT.usage
  }
}
