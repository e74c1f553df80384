/** One measured figure against its budget. `ok` is told, never asserted: machines are noisy. */
export type Figure = { name: string; value: string; budget: string; ok: boolean }

/** Prints figures as a markdown table, as they stand in the README of this folder. */
export function printFigures(title: string, figures: readonly Figure[]): void {
  process.stdout.write(`\n### ${title}\n\n| figure | measured | budget | |\n|---|---|---|---|\n`)
  for (const { name, value, budget, ok } of figures)
    process.stdout.write(`| ${name} | ${value} | ${budget} | ${ok ? 'kept' : '**missed**'} |\n`)
}
