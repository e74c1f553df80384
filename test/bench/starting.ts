import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './quantile.ts'
import type { Figure } from './report.ts'
import { startService } from './service.ts'

const RUNS = 5
const BUDGET_MS = 3_000

/** From spawning the process to `is ready`, on a data folder that exists already (PGlite). */
export async function starting(): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'why403-bench-'))
  try {
    const first = await startService({ WHY403_DATA_DIR: dataDir })
    await first.stop()
    const later: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const service = await startService({ WHY403_DATA_DIR: dataDir })
      later.push(service.startMs)
      await service.stop()
    }
    const second = median(later)
    return [
      { name: 'first start, empty folder', value: `${Math.round(first.startMs)} ms`, budget: 'none', ok: true },
      {
        name: `second start to ready, median of ${RUNS}`,
        value: `${Math.round(second)} ms`,
        budget: `≤ ${BUDGET_MS} ms`,
        ok: second <= BUDGET_MS,
      },
    ]
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}
