import { lintSignatures } from '../../denial/lint/lint-signatures.ts'
import type { SignatureProblem } from '../../denial/lint/signature-rule.ts'
import type { Signature } from '../../denial/signature.ts'
import type { TerminalPage } from '../terminal/terminal-page.ts'

/** What `why403 signatures --lint` says, for people and as data. */
type LintReport = { text: string; problems: { signatures: number; problems: SignatureProblem[] } }

/** Lints families and words what was found: one line a problem, then the count. */
export function lintReport(families: Readonly<Record<string, readonly Signature[]>>, { colors }: TerminalPage): LintReport {
  const signatures = Object.values(families).flat().length
  const problems = lintSignatures(families)
  const lines = problems.map(
    ({ file, signature, rule, found, expected, hint }) =>
      `${colors.bold(`${file}:${signature}`)} ${colors.red('error')} Unexpected ${found}, expected ${expected}.${hint ? ` ${hint}` : ''} ${colors.dim(`[${rule}]`)}`,
  )
  const count = problems.length === 0 ? 'no problems' : `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`
  return {
    text: `${[...lines, `${signatures} ${signatures === 1 ? 'signature' : 'signatures'}: ${count}`].join('\n')}\n`,
    problems: { signatures, problems },
  }
}
