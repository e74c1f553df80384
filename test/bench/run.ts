import { acknowledgement } from './acknowledgement.ts'
import { diagnosis } from './diagnosis.ts'
import { explaining } from './explaining.ts'
import { linting } from './linting.ts'
import { matching } from './matching.ts'
import { memory } from './memory.ts'
import { receiving } from './receiving.ts'
import { printFigures } from './report.ts'
import { starting } from './starting.ts'
import { streaming } from './streaming.ts'
import { walking } from './walking.ts'

/** Each benchmark by name: `npm run bench` runs all, `npm run bench -- receiving starting` those. */
const BENCHMARKS = { receiving, acknowledgement, diagnosis, walking, starting, memory, explaining, matching, streaming, linting }

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(BENCHMARKS, name))
if (unknown.length > 0) {
  process.stderr.write(`found ${unknown.join(', ')}, expected some of: ${Object.keys(BENCHMARKS).join(', ')}\n`)
  process.exit(2)
}
for (const [name, measure] of Object.entries(BENCHMARKS)) {
  if (asked.length === 0 || asked.includes(name)) printFigures(name, await measure())
}
