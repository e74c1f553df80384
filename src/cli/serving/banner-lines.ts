import type { Config } from '../../config/config.ts'
import { terminalText } from '../terminal/terminal-text.ts'

type BannerFacts = { config: Config; url: string; practice: boolean; version: string; runbookNotice: string | null }

/** What `npm start` says: where to look, what is on, what is not configured and how to configure it. */
export function bannerLines({ config, url, practice, version, runbookNotice }: BannerFacts): string[] {
  const targets = Object.keys(config.targets)
  const rows = [
    practice ? `Practice   ${url}/practice   a Slack-like channel to try everything in; nothing leaves this machine` : '',
    config.slack && !practice
      ? `Slack      on, ${config.slack.appToken ? 'Socket Mode' : `requests are taken at ${url}/slack/events`}`
      : '',
    `API        ${url}/api/v1/openapi.json   health ${url}/readyz   metrics ${url}/metrics`,
    `Database   ${config.databaseUrl ? 'Postgres (DATABASE_URL)' : `in this process, kept in ${config.dataDir}`}`,
    targets.length > 0
      ? `Targets    ${targets.join(', ')}`
      : `Targets    none yet: list what may be probed in ${config.configFile} (README.md, Configuration)`,
    config.slack && !practice ? '' : slackHint(practice),
    runbookNotice === null ? '' : `Runbooks   ${terminalText(runbookNotice)}`,
  ]
  return [`why403 ${version} is ready.`, ...rows.filter((row) => row !== '').map((row) => `  ${row}`)]
}

function slackHint(practice: boolean): string {
  const why = practice ? '' : '; the practice workspace is off because HOST is not a loopback address'
  return `Slack      not connected${why}: set SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN (README.md, Slack in five minutes)`
}
