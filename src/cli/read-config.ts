import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { configLanguage } from '../checks/sources/config-language.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Io } from './io.ts'

/** The configuration of this process, its paths made absolute from the working directory. @throws `config.invalid` */
export function readConfig({ env, cwd }: Pick<Io, 'env' | 'cwd'>): Config {
  const config = loadConfig({ env, readFile: (path) => readFileSync(resolve(cwd, path), 'utf8'), language: configLanguage })
  return {
    ...config,
    configFile: resolve(cwd, config.configFile),
    dataDir: resolve(cwd, config.dataDir),
    runbooksDir: resolve(cwd, config.runbooksDir),
  }
}
