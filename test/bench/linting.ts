import { CHECKS } from '../../src/checks/registry.ts'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'
import { median } from './quantile.ts'
import type { Figure } from './report.ts'

const RUNS = 7
const STEPS = 1_000
const BUDGET_MS = 300

/** Lint of one runbook of 1,000 steps, each with a check, two conditions, an answer and a default. */
export async function linting(): Promise<Figure[]> {
  const files = new Map([['http-403.md', runbookOf(STEPS)]])
  const catalog = new Map(Object.entries(CHECKS))
  const once = () => {
    const began = performance.now()
    const { problems } = lintRunbooks(files, catalog, { today: new Date() })
    const errors = problems.filter((problem) => problem.severity === 'error')
    if (errors.length > 0) throw new Error(`the runbook of this benchmark does not lint: ${JSON.stringify(errors[0])}`)
    return performance.now() - began
  }
  once()
  const ms = median(Array.from({ length: RUNS }, once))
  return [
    { name: `lint of ${STEPS} steps, median of ${RUNS}`, value: `${Math.round(ms)} ms`, budget: `≤ ${BUDGET_MS} ms`, ok: ms <= BUDGET_MS },
  ]
}

function runbookOf(steps: number): string {
  const front = `---\ntitle: Long\nowner: "@sre"\nreviewed: ${new Date().toISOString().slice(0, 10)}\n---\n`
  const body = Array.from({ length: steps - 1 }, (_, at) => {
    const next = `[Step ${at + 1}](#step-${at + 1})`
    return `## Step ${at}\nSome words about *this* step.\n\n\`\`\`check\nrequest: { as: subject }\n\`\`\`\n\n- \`request.status == 403 && denial.layer == "waf"\` → ${next}\n- \`request.ok\` → ${next}\n- I can't tell → ${next}\n- otherwise → ${next}\n`
  })
  return `${front}\n${body.join('\n')}\n## Step ${steps - 1}\nThe end.\n\n\`\`\`outcome\ncause: unknown\nfix: Nothing.\n\`\`\`\n`
}
