import type { Edge, LinkedStep } from '../../parse/link-drafts.ts'
import { examplePage } from '../example-page.ts'
import { type LintRule, type RuleProblem, stepsOf } from '../rule.ts'
import { findCycles } from './find-cycles.ts'

/** The same evidence takes the same way: a circle that the machine walks by itself never ends. */
export const endlessCycle: LintRule = {
  summary: 'a cycle with no person in it',
  check: (context) => {
    const steps = stepsOf(context)
    const edgesByStep = new Map(steps.map((linked) => [linked.address, machineEdges(linked)]))
    const cycles = findCycles(new Map([...edgesByStep].map(([address, edges]) => [address, edges.map(({ to }) => to)])))
    return cycles.flatMap(([address = '', next = address, ...rest]) => {
      const linked = context.linked.stepByAddress.get(address)
      const edge = edgesByStep.get(address)?.find(({ to }) => to === next)
      return linked && edge ? tellCycle(linked, edge, [address, next, ...rest]) : []
    })
  },
  examples: [
    {
      name: 'a step to itself',
      files: examplePage('## A\n- Yes → [B](#b)\n## B\n- otherwise → [B](#b)\n'),
      problems: [{ line: 7, column: 1, found: 'a cycle without a person, `b` → `b`' }],
    },
    {
      name: 'over a condition',
      files: examplePage('## A\n- `true` → [B](#b)\n- Yes → [B](#b)\n## B\n- otherwise → [A](#a)\n'),
      problems: [{ line: 5, column: 1, found: 'a cycle without a person, `a` → `b` → `a`' }],
    },
    {
      name: 'a person in between',
      files: examplePage('## A\n- otherwise → [B](#b)\n## B\n- Again → [A](#a)\n- otherwise → [A](#a)\n'),
      problems: [],
    },
  ],
}

/** The ways that are taken without asking: conditions, and the default where nobody could answer. */
function machineEdges({ step, edges }: LinkedStep): Edge[] {
  const asks = step.branches.some(({ kind }) => kind === 'answer')
  return edges.filter(({ branch }) => branch.kind === 'when' || (branch.kind === 'otherwise' && !asks))
}

function tellCycle({ draft }: LinkedStep, { branch }: Edge, cycle: readonly string[]): RuleProblem {
  const { file } = draft.source
  const names = [...cycle.filter((name, index) => index === 0 || name !== cycle[0]), cycle[0] ?? '']
  const short = names.map((name) => `\`${name.startsWith(`${file}#`) ? name.slice(file.length + 1) : name}\``)
  const shown = short.length > 8 ? [...short.slice(0, 6), '…', ...short.slice(-1)] : short
  return {
    file,
    at: branch.at,
    found: `a cycle without a person, ${shown.join(' → ')}`,
    expected: 'a step in it that asks somebody',
    hint: 'Lead one of its branches elsewhere.',
  }
}
