import { dirname, resolve } from 'node:path'
import type { Check } from '../../checks/check.ts'
import { loadCustomChecks } from '../../checks/load-custom-checks.ts'
import { catalogOf } from '../../checks/registry.ts'
import { isWhy403Error } from '../../errors.ts'
import type { CheckCatalog } from '../../runbook/check-catalog.ts'
import type { Io } from '../io.ts'
import { readConfig } from '../read-config.ts'

/** The checks that runbooks may name here: why403's and, when the configuration can be read, the team's own. */
export async function readChecks(io: Io): Promise<ReadonlyMap<string, Check>> {
  try {
    const { checks, configFile } = readConfig(io)
    return catalogOf(await loadCustomChecks(checks, { baseDir: dirname(resolve(io.cwd, configFile)) }))
  } catch (error) {
    if (!isWhy403Error(error, 'config.invalid')) throw error
    io.stderr.write(`${error.message}\nOnly the checks that come with why403 are known.\n`)
    return catalogOf()
  }
}

/** The same as lint takes it. */
export function readCatalog(io: Io): Promise<CheckCatalog> {
  return readChecks(io)
}
