import { parseArgs } from 'node:util'
import { FAMILIES } from '../denial/signature-registry.ts'
import { EXIT, type Io } from './io.ts'
import { lintReport } from './signatures/lint-report.ts'
import { catalogSignatures, matchWords } from './signatures/signatures-catalog.ts'
import { jsonSignature, overviewJson } from './signatures/signatures-json.ts'
import { listText, nothingText } from './signatures/signatures-list.ts'
import { overviewText } from './signatures/signatures-overview.ts'
import { productText } from './signatures/signatures-product.ts'
import { terminalPage } from './terminal/terminal-page.ts'

const HELP = `why403 signatures [WORD…] [--json]
why403 signatures --lint [--json]

Lists what why403 recognises: how many signatures of which products, by layer and family.
With words, the products they fit (in product, layer, family, cause or id); a single product is
shown in full: what proves it, causes, how the rule is read, where that is documented.

  --json   one JSON object: the counts, or with words {"matches": [signature, …]}
  --lint   checks every signature against the others: one line a problem,
           or {"signatures", "problems": [{file, signature, rule, found, expected, hint?}]}

Exit status: 0 fine, 1 problems found by --lint or nothing that fits the words, 2 usage.

Examples
  why403 signatures waf
  why403 signatures nginx
  why403 signatures rate limit --json
`

/** `why403 signatures`: what is recognised and by what. Exit status as its help says. */
export async function signatures(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, lint: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) return say(io, HELP)
  if (values.lint && positionals.length > 0) {
    io.stderr.write('why403 signatures: found words beside --lint, expected --lint alone: signatures are checked against each other\n')
    return EXIT.usage
  }
  const page = terminalPage(io)
  if (values.lint) {
    const { text, problems } = lintReport(FAMILIES, page)
    return say(io, values.json ? `${JSON.stringify(problems)}\n` : text, problems.problems.length > 0 ? EXIT.problems : EXIT.ok)
  }
  const catalog = catalogSignatures(FAMILIES)
  if (positionals.length === 0) return say(io, values.json ? `${JSON.stringify(overviewJson(catalog))}\n` : overviewText(catalog, page))
  const found = matchWords(catalog, positionals)
  const status = found.length > 0 ? EXIT.ok : EXIT.problems
  if (values.json) return say(io, `${JSON.stringify({ matches: found.flatMap(({ entries }) => entries.map(jsonSignature)) })}\n`, status)
  if (found.length === 0) {
    io.stderr.write(nothingText(catalog, positionals))
    return status
  }
  const [first] = found
  return say(io, found.length === 1 && first ? productText(first, page) : listText(found, positionals, page))
}

function say(io: Io, text: string, status: number = EXIT.ok): number {
  io.stdout.write(text)
  return status
}
