import { parseArgs } from 'node:util'
import { nearestWord } from '../nearest-word.ts'
import { checkPage } from './checks/check-page.ts'
import { checksText, checkText } from './checks/check-text.ts'
import { checksMarkdown } from './checks/checks-markdown.ts'
import { EXIT, type Io } from './io.ts'
import { readChecks } from './runbook/read-catalog.ts'
import { terminalPage } from './terminal/terminal-page.ts'

const HELP = `why403 checks [NAME] [--json | --markdown]

Lists the checks that a runbook may name, those of why403.yaml among them. With a name: its parameters,
and every field that conditions and templates see of its finding.

  --json       one JSON object: {"checks": [{name, summary, safety, timeoutMs, input, output, …}]}
  --markdown   the whole reference as one page

Exit status: 0 fine, 1 no such check, 2 usage.

Examples
  why403 checks
  why403 checks compare
`

/** `why403 checks`: the reference of the checks, made from their schemas. Exit status as its help says. */
export async function checks(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, markdown: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) return say(io, HELP)
  const all = [...(await readChecks(io)).values()].map(checkPage)
  const [name, ...rest] = positionals
  if (rest.length > 0) {
    io.stderr.write(`why403 checks: found ${positionals.length} names, expected one\n`)
    return EXIT.usage
  }
  const chosen = name === undefined ? all : all.filter((page) => page.name === name)
  if (chosen.length === 0 && name !== undefined) {
    const near = nearestWord(
      name,
      all.map((page) => page.name),
    )
    const names = all.map((page) => page.name).join(', ')
    io.stderr.write(`why403 checks: found "${name.slice(0, 60)}", expected one of ${names}${near ? `; did you mean ${near}?` : ''}\n`)
    return EXIT.problems
  }
  if (values.json) return say(io, `${JSON.stringify({ checks: chosen })}\n`)
  if (values.markdown) return say(io, checksMarkdown(chosen))
  const [first] = chosen
  return say(io, name !== undefined && first ? checkText(first, terminalPage(io)) : checksText(chosen, terminalPage(io)))
}

function say(io: Io, text: string): number {
  io.stdout.write(text)
  return EXIT.ok
}
