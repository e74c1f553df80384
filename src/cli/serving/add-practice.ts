import { join } from 'node:path'
import type { Config } from '../../config/config.ts'
import { isLoopbackHost } from '../../config/loopback-host.ts'
import type { Deps } from '../../deps.ts'
import { createPractice, type Practice } from '../../practice/create-practice.ts'
import { createPracticeTarget } from '../../practice/target/practice-target.ts'

type Env = Readonly<Record<string, string | undefined>>
type Practised = { config: Config; env: Env; practice?: Practice }

/**
 * Without Slack's tokens, on a loopback host, puts the practice workspace in Slack's place and the practice target into
 * the configuration; otherwise leaves everything as it is.
 */
export async function addPractice({ config, env, url, deps }: { config: Config; env: Env; url: string; deps: Deps }): Promise<Practised> {
  if (config.slack !== null || !isLoopbackHost(config.host)) return { config, env }
  const { app, target, env: secrets, scenarios } = await createPracticeTarget({ baseUrl: url, now: deps.now, newId: deps.newId })
  const practice = await createPractice({
    baseUrl: url,
    deliver: `${url}/slack/events`,
    stateFile: join(config.dataDir, 'practice.json'),
    scenarios,
    targetApp: app,
    ...deps,
  })
  return {
    config: { ...config, targets: { ...config.targets, practice: target }, slack: practice.slack },
    env: { ...env, ...secrets },
    practice,
  }
}
