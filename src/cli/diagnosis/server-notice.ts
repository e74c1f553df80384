import type { Config } from '../../config/config.ts'
import type { Io } from '../io.ts'
import type { ServerFile } from '../server-file.ts'
import { usedConfiguration } from '../used-configuration.ts'

type Asked = { config: Pick<Config, 'configFile' | 'runbooksDir'>; env: Io['env'] }

/**
 * One line for a person whose own why403.yaml or runbooks differ from what the server that walks goes by; null when they do not,
 * or when there are none here.
 */
export function serverNotice({ url, uses }: ServerFile, { config, env }: Asked): string | null {
  const { configHash, runbooksDir } = usedConfiguration(config)
  const namesRunbooks = Boolean(env.WHY403_RUNBOOKS?.trim())
  const isOtherConfig = uses ? configHash !== null && configHash !== uses.configHash : Boolean(env.WHY403_CONFIG?.trim())
  const isOtherRunbooks = namesRunbooks && runbooksDir !== uses?.runbooksDir
  if (!isOtherConfig && !isOtherRunbooks) return null
  const unused = isOtherConfig ? config.configFile : runbooksDir
  return `The server at ${url} walks it, by its own configuration; stop it or set WHY403_DATA_DIR to another folder to use ${unused}.`
}
