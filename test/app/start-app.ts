import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, openApp } from '../../src/app.ts'
import { configLanguage } from '../../src/checks/sources/config-language.ts'
import { type Listener, listen } from '../../src/cli/serving/listen.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import type { Log } from '../../src/deps.ts'
import { createPracticeTarget, type PracticeTarget } from '../../src/practice/target/practice-target.ts'
import { serveStandIn } from '../practice/serve-stand-in.ts'

const SIGNING_SECRET = 'test-signing-secret'
const BOT_TOKEN = 'xoxb-test-token'
const API_TOKEN = 'test-api-token-0123456789'

/** The whole service, as `serve` builds it, against the stand-in of Slack and the practice target on loopback. */
export type TestApp = {
  app: App
  slack: Awaited<ReturnType<typeof serveStandIn>>
  url: string
  /** `http://127.0.0.1:PORT/practice/target`. */
  targetUrl: string
  scenarios: PracticeTarget['scenarios']
  /** Each log line, as JSON. */
  lines: string[]
  api(path: string, body?: object): Promise<Response>
  /** Ends the service alone and builds it again on the same data; the stand-in and the target go on. */
  restart(): Promise<void>
  stop(): Promise<void>
}

type Start = {
  /** Put on top of the configuration's environment. */
  env?: Record<string, string>
  /** Writes why403.yaml, given the practice target's address. */
  yaml?: (targetUrl: string) => string
  /** When Slack sends an event again that was not taken; Slack's own times when left out. */
  retryDelaysMs?: readonly number[]
}

/** Starts everything on a data folder of its own. */
export async function startTestApp({ env = {}, yaml = () => '', retryDelaysMs }: Start = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'why403-test-'))
  const slack = await serveStandIn({ signingSecret: SIGNING_SECRET, botToken: BOT_TOKEN, ...(retryDelaysMs ? { retryDelaysMs } : {}) })
  const listener = await listen({ host: '127.0.0.1', port: 0, first: () => new Response('starting', { status: 503 }) })
  const target = await createPracticeTarget({ baseUrl: listener.url, now: () => new Date(), newId: randomUUID })
  slack.deliverTo(`${listener.url}/slack/events`)
  const lines: string[] = []
  const targetUrl = `${listener.url}/practice/target`
  const open = () => openOn({ dataDir, listener, target, slackUrl: slack.apiUrl(), env, yaml: yaml(targetUrl), lines })
  let app = await open()
  return {
    get app() {
      return app
    },
    slack,
    url: listener.url,
    targetUrl,
    scenarios: target.scenarios,
    lines,
    api: (path, body) => callApi(listener.url, path, body),
    async restart() {
      listener.answerWith(() => new Response('restarting', { status: 503 }))
      await app.close()
      app = await open()
    },
    async stop() {
      await app.close()
      await listener.close()
      await slack.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

type Open = {
  dataDir: string
  listener: Listener
  target: PracticeTarget
  slackUrl: string
  env: Record<string, string>
  yaml: string
  lines: string[]
}

async function openOn({ dataDir, listener, target, slackUrl, env, yaml, lines }: Open): Promise<App> {
  const all = {
    ...target.env,
    WHY403_DATA_DIR: dataDir,
    WHY403_RUNBOOKS: join(import.meta.dirname, '../../runbooks'),
    WHY403_API_TOKEN: API_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_API_URL: slackUrl,
    ...env,
  }
  const read = loadConfig({ env: all, readFile: () => yaml, language: configLanguage })
  const config = { ...read, targets: { ...read.targets, practice: target.target } }
  const deps = { now: () => new Date(), newId: randomUUID, log: keepingLog(lines) }
  const app = await openApp({ config, env: all, deps, serving: true, apiToken: API_TOKEN })
  listener.answerWith((request, bindings) =>
    new URL(request.url).pathname.startsWith('/practice/target') ? toTarget(target, request, bindings) : app.web.fetch(request),
  )
  return app
}

function toTarget(target: PracticeTarget, request: Request, bindings: object): Response | Promise<Response> {
  const url = new URL(request.url)
  url.pathname = url.pathname.slice('/practice/target'.length) || '/'
  return target.app.fetch(new Request(url, request), bindings)
}

function keepingLog(lines: string[]): Log {
  const keep = (level: string) => (facts: object, message: string) => void lines.push(JSON.stringify({ level, message, ...facts }))
  return { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') }
}

function callApi(url: string, path: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${API_TOKEN}`, 'content-type': 'application/json' }
  return fetch(`${url}/api/v1${path}`, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers })
}
