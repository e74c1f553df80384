import { expect } from 'vitest'
import type { Diagnosis } from '../../src/incidents/view/diagnosis-of.ts'
import type { Desk } from './serving-desk.ts'

const KEYS = ['denial', 'escalate', 'fix', 'incident', 'knownRules', 'ms', 'path', 'probes', 'revision', 'runbook', 'status', 'verdict']
const RUNS = 5
const PROBES_MAX = 60
/** From here on a cause counts as claimed. */
const CLAIMED = 0.8
const EXIT = { concluded: 0, 'needs-human': 1, 'not-reproduced': 1, refused: 3, failed: 4 } as const

/** One refusal of a real server: what is typed, and what the walk must say. `ends` is the last step of the path, any where none is said. */
export type WalkCase = {
  title: string
  /** `[METHOD] /path --as NAME …`; a path is put on the server's origin. */
  argv: readonly string[]
  status: Diagnosis['status']
  verdict: Diagnosis['verdict']
  /** Layer, product, cause and, where the answer names one, the rule; null where nothing is refused. */
  denial: { layer: string; product: string; cause: string; rule?: string } | null
  ends?: string
  /** Where each run changes what the next one meets, such as a limiter. */
  once?: true
}

/** Runs one case, some times side by side unless it changes the server, and holds each run against the contract. */
export async function expectWalk(desk: Desk, origin: string, walk: WalkCase, times = RUNS): Promise<void> {
  const argv = walk.argv.map((word) => (word.startsWith('/') ? `${origin}${word}` : word))
  const runs = await Promise.all(Array.from({ length: walk.once ? 1 : times }, () => desk.diagnose(...argv)))

  for (const { status, diagnosis } of runs) {
    const ends = walk.ends ?? diagnosis.path.at(-1)
    expect(seen(diagnosis)).toEqual({ status: walk.status, verdict: walk.verdict, denial: walk.denial, ends })
    expect(status).toBe(EXIT[walk.status])
    expect(Object.keys(diagnosis).toSorted()).toEqual(KEYS)
    expect(diagnosis.probes).toBeLessThanOrEqual(PROBES_MAX)
    expect(claimed(diagnosis).filter((cause) => cause !== walk.denial?.cause)).toEqual([])
    if (walk.status === 'concluded') expect(diagnosis.fix).toBeTruthy()
  }
  expect(new Set(runs.map(({ diagnosis }) => diagnosis.path.join(' '))).size).toBe(1)
}

function seen({ status, verdict, denial, path }: Diagnosis) {
  const { layer, product, cause, rule } = denial ?? {}
  return { status, verdict, denial: denial && { layer, product, cause, ...(rule !== undefined && { rule }) }, ends: path.at(-1) }
}

function claimed({ denial }: Diagnosis): string[] {
  return (denial?.causes ?? []).filter(({ confidence }) => confidence >= CLAIMED).map(({ cause }) => cause)
}
