import { Why403Error } from '../errors.ts'
import type { Config, FileConfig } from './config.ts'
import type { ConfigLanguage } from './config-language.ts'
import { type ConfigProblem, formatConfigProblem } from './mistakes/config-problem.ts'
import { readConfigFile } from './read-config-file.ts'
import { type EnvConfig, readEnv } from './read-env.ts'

type Powers = { env: Readonly<Record<string, string | undefined>>; readFile: (path: string) => string; language: ConfigLanguage }

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'
}

function readFileConfig({ configFile, configNamed }: EnvConfig, { readFile, language }: Powers, problems: ConfigProblem[]): FileConfig {
  let text = ''
  try {
    text = readFile(configFile)
  } catch (error) {
    if (configNamed || !isMissing(error)) {
      const found = `${configFile}, which ${isMissing(error) ? 'does not exist' : 'cannot be read'}`
      problems.push({ key: 'WHY403_CONFIG', found, expected: 'a readable YAML file' })
    }
  }
  return readConfigFile(configFile, { text, language, problems })
}

/**
 * Environment and why403.yaml (which may be missing unless WHY403_CONFIG names it), read once at start. `language` reads what is
 * written in the file.
 * @throws `config.invalid` with every mistake of both, one a line: key, found, expected; no secret is in it
 */
export function loadConfig(powers: Powers): Config {
  const problems: ConfigProblem[] = []
  const fromEnv = readEnv(powers.env, problems)
  const fromFile = readFileConfig(fromEnv, powers, problems)
  if (problems.length > 0) {
    const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`
    throw new Why403Error('config.invalid', [`The configuration has ${count}:`, ...problems.map(formatConfigProblem)].join('\n'), {
      facts: { problems: problems.length },
    })
  }
  const { configNamed: _, ...rest } = fromEnv
  return { ...fromFile, ...rest }
}
