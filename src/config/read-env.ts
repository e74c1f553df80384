import { Buffer } from 'node:buffer'
import { type Config, LogLevel, type SlackConfig } from './config.ts'
import type { ConfigProblem } from './mistakes/config-problem.ts'

type Env = Readonly<Record<string, string | undefined>>

/** What the environment says; `configNamed` when WHY403_CONFIG was set by hand. */
export type EnvConfig = Omit<Config, 'targets' | 'access' | 'checks'> & { configNamed: boolean }

function shown(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
}

function readPort(text: string, problems: ConfigProblem[]): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1
  if (port < 0 || port > 65_535) problems.push({ key: 'PORT', found: shown(text), expected: 'a port number from 0 to 65535' })
  return port
}

function readDatabaseUrl(text: string | undefined, problems: ConfigProblem[]): string | undefined {
  const protocol = text === undefined ? undefined : URL.parse(text)?.protocol
  if (text === undefined || protocol === 'postgres:' || protocol === 'postgresql:') return text
  const found = protocol === undefined ? 'a text that is no URL' : `a URL with the scheme ${protocol.slice(0, -1)}`
  problems.push({ key: 'DATABASE_URL', found, expected: 'a URL such as postgres://user:password@host/database' })
  return undefined
}

function readSecretKey(env: Env, problems: ConfigProblem[]): Uint8Array | undefined {
  const text = env.WHY403_SECRET_KEY
  const expected = '32 bytes in base64 (openssl rand -base64 32)'
  if (text === undefined) {
    if (env.DATABASE_URL)
      problems.push({ key: 'WHY403_SECRET_KEY', found: 'nothing', expected: `${expected}, because DATABASE_URL is set` })
    return undefined
  }
  const key = /^[\w+/-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null
  if (key?.length === 32) return new Uint8Array(key)
  problems.push({ key: 'WHY403_SECRET_KEY', found: key ? `${key.length} bytes` : 'a text that is not base64', expected })
  return undefined
}

function checkSlackToken(env: Env, { key, prefix }: { key: string; prefix: string }, problems: ConfigProblem[]): void {
  if (env[key] === undefined || env[key].startsWith(prefix)) return
  problems.push({ key, found: 'a text that begins otherwise', expected: `a token that begins with ${prefix}` })
}

function readSlack(env: Env, problems: ConfigProblem[]): SlackConfig | null {
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl } = env
  checkSlackToken(env, { key: 'SLACK_BOT_TOKEN', prefix: 'xoxb-' }, problems)
  checkSlackToken(env, { key: 'SLACK_APP_TOKEN', prefix: 'xapp-' }, problems)
  if (apiUrl !== undefined && !/^https?:$/.test(URL.parse(apiUrl)?.protocol ?? '')) {
    problems.push({ key: 'SLACK_API_URL', found: 'a text that is no http(s) URL', expected: 'a URL such as https://slack.com/api/' })
  }
  if (botToken === undefined && (signingSecret ?? appToken) !== undefined) {
    const other = signingSecret === undefined ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET'
    problems.push({ key: 'SLACK_BOT_TOKEN', found: 'nothing', expected: `the bot token (xoxb-…), because ${other} is set` })
  }
  if (botToken === undefined) return null
  if (signingSecret === undefined && appToken === undefined) {
    const expected = 'the signing secret (or SLACK_APP_TOKEN for Socket Mode), because SLACK_BOT_TOKEN is set'
    problems.push({ key: 'SLACK_SIGNING_SECRET', found: 'nothing', expected })
  }
  return { botToken, ...(signingSecret && { signingSecret }), ...(appToken && { appToken }), ...(apiUrl && { apiUrl }) }
}

function readLogLevel(text: string, problems: ConfigProblem[]): LogLevel {
  const level = LogLevel.safeParse(text.toLowerCase()).data
  if (!level) problems.push({ key: 'LOG_LEVEL', found: shown(text), expected: `one of ${LogLevel.options.join(', ')}` })
  return level ?? 'info'
}

function readApiToken(text: string | undefined, problems: ConfigProblem[]): string | undefined {
  if (text !== undefined && text.length < 16) {
    problems.push({ key: 'WHY403_API_TOKEN', found: `${text.length} characters`, expected: 'at least 16 characters' })
  }
  return text
}

/** The environment's part of the configuration; every mistake is added to `problems`. An empty variable counts as not set. */
export function readEnv(given: Env, problems: ConfigProblem[]): EnvConfig {
  const env: Env = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const databaseUrl = readDatabaseUrl(env.DATABASE_URL, problems)
  const secretKey = readSecretKey(env, problems)
  const apiToken = readApiToken(env.WHY403_API_TOKEN, problems)
  return {
    host: env.HOST ?? '127.0.0.1',
    port: readPort(env.PORT ?? '3403', problems),
    ...(databaseUrl !== undefined && { databaseUrl }),
    dataDir: env.WHY403_DATA_DIR ?? '.why403',
    configFile: env.WHY403_CONFIG ?? 'why403.yaml',
    configNamed: env.WHY403_CONFIG !== undefined,
    runbooksDir: env.WHY403_RUNBOOKS ?? 'runbooks',
    ...(secretKey !== undefined && { secretKey }),
    slack: readSlack(env, problems),
    ...(apiToken !== undefined && { apiToken }),
    logLevel: readLogLevel(env.LOG_LEVEL ?? 'info', problems),
  }
}
