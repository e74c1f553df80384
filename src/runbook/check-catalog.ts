import type { z } from 'zod'

/** What lint must know of one check: how it may be called and what its finding holds. */
type CatalogEntry = {
  name: string
  summary: string
  /** Zod object of the parameters. */
  input: z.ZodType
  /** Zod object of the finding. */
  output: z.ZodType
}

/** The checks that a runbook may name; handed to lint, so that runbook/ knows no check. */
export type CheckCatalog = ReadonlyMap<string, CatalogEntry>
