import type { DraftCheck } from '../../parse/draft.ts'
import type { LinkedStep } from '../../parse/link-drafts.ts'
import { WALK_SCOPE } from '../../walk-scope.ts'
import { examplePage } from '../example-page.ts'
import { type LintRule, type RuleProblem, stepsOf } from '../rule.ts'

const NAME = /^[A-Za-z_]\w*$/
/** Words that CEL keeps for itself. https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax */
const CEL_WORDS = 'as break const continue else false for function if import in let loop null package namespace return true var void while'
const TAKEN = new Set([...CEL_WORDS.split(' '), ...Object.keys(WALK_SCOPE)])

/** A finding's name must be one that conditions can say, and one of a step's own. */
export const checkId: LintRule = {
  summary: 'a finding whose name cannot be used',
  check: (context) => stepsOf(context).flatMap(checkIds),
  examples: [
    {
      name: 'the same name twice',
      files: examplePage('## A\n```check\n- request: {}\n- request: {}\n```\n'),
      problems: [{ line: 7, column: 3, found: 'a second finding `request`' }],
    },
    {
      name: 'a name with a hyphen',
      files: examplePage('## A\n```check\n- request: {}\n  id: as-admin\n```\n'),
      problems: [{ line: 7, column: 7, found: '`as-admin`', hint: 'Write `id: as_admin`.' }],
    },
    {
      name: 'a name that is taken',
      files: examplePage('## A\n```check\n- request: {}\n  id: target\n```\n'),
      problems: [{ line: 7, column: 7, found: '`target`' }],
    },
    { name: 'the check of the same name as the denial', files: examplePage('## A\n```check\ndenial: {}\n```\n'), problems: [] },
  ],
}

function checkIds({ draft, step }: LinkedStep): RuleProblem[] {
  const seen = new Set<string>()
  return step.checks.flatMap((call) => {
    const again = seen.has(call.id)
    seen.add(call.id)
    const where = { file: draft.source.file, at: call.idAt }
    if (again)
      return {
        ...where,
        found: `a second finding \`${call.id}\``,
        expected: 'each finding its own name',
        hint: 'Give one of them an `id:`.',
      }
    return isUsable(call)
      ? []
      : { ...where, found: `\`${call.id}\``, expected: 'a name that conditions can use', hint: `Write \`id: ${suggestId(call.id)}\`.` }
  })
}

function isUsable({ id, check }: DraftCheck): boolean {
  return NAME.test(id) && (!TAKEN.has(id) || (id === check && id === 'denial'))
}

function suggestId(id: string): string {
  const plain = id.replace(/\W+/g, '_').replace(/^(?=\d)/, '_')
  return TAKEN.has(plain) ? `${plain}_check` : plain
}
