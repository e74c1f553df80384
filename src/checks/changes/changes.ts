import { defineCheck } from '../check.ts'
import { unseenSentence } from '../sources/unseen.ts'
import { askSources } from './ask-sources.ts'
import { ChangesFinding, ChangesInput } from './changes-finding.ts'

const RECENT_MAX = 20
const HOUR_MS = 60 * 60 * 1000
const MINUTE_MS = 60 * 1000

const GITHUB = {
  changes: [{ github: { url: 'https://github.test', repository: 'team/policies', path: 'orders.rego' } }],
}

/** What was changed shortly before: the first question of anybody who knows the system. */
export const changes = defineCheck({
  name: 'changes',
  summary: 'Lists what was changed lately: commits of a policy repository, deployments, updates of rules. Asks these sources alone.',
  input: ChangesInput,
  output: ChangesFinding,
  safety: 'safe',
  timeoutMs: 15_000,
  examples: [
    {
      name: 'a commit of the policy an hour ago',
      input: {},
      sources: GITHUB,
      answers: {
        'https://github.test/repos/team/policies/commits?since=2025-12-31T12%3A00%3A00.000Z&per_page=50&path=orders.rego': {
          status: 200,
          body: JSON.stringify([
            {
              html_url: 'https://github.test/team/policies/commit/1',
              commit: { message: 'Deny by default\n\nlong story', author: { name: 'Ann' }, committer: { date: '2026-01-01T11:00:00Z' } },
            },
          ]),
        },
      },
      finding: { count: 1, latest: 'Deny by default', latestWho: 'Ann', latestMinutesAgo: 60, latestSource: 'team/policies' },
    },
    {
      name: 'nothing was changed',
      input: { hours: 1 },
      sources: { changes: [{ argocd: { url: 'https://argo.test', application: 'orders' } }] },
      answers: {
        'https://argo.test/api/v1/applications/orders': {
          status: 200,
          body: '{"status":{"history":[{"revision":"abc","deployedAt":"2025-11-01T00:00:00Z"}]}}',
        },
      },
      finding: { configured: true, seen: true, count: 0, latest: '' },
    },
    {
      name: 'a source that answers with a page',
      input: {},
      sources: { changes: [{ http: { url: 'https://deploys.test/list', items: 'json', at: 'item.at', what: 'item.what' } }] },
      answers: { 'https://deploys.test/list': { status: 200, body: '<html>Sign in</html>' } },
      finding: { seen: false, count: 0, unseen: [{ source: 'http', why: 'its answer (200) is no JSON: Sign in' }] },
    },
    { name: 'no source of changes', input: {}, finding: { configured: false } },
  ],
  async run({ hours }, context) {
    const now = context.now()
    const configured = (context.target.sources.changes ?? []).length > 0
    const answers = configured
      ? await askSources(context, new Date(now.getTime() - hours * HOUR_MS))
      : { seen: false, changes: [], unseen: [] }
    const recent = answers.changes.toSorted((a, b) => b.at.localeCompare(a.at) || a.source.localeCompare(b.source))
    const [latest] = recent
    return {
      configured,
      seen: answers.seen,
      count: recent.length,
      recent: recent.slice(0, RECENT_MAX),
      latest: latest?.what ?? '',
      latestWho: latest?.who ?? '',
      latestMinutesAgo: latest && Math.max(0, Math.round((now.getTime() - new Date(latest.at).getTime()) / MINUTE_MS)),
      latestSource: latest?.source ?? '',
      hours,
      unseen: answers.unseen,
    }
  },
  line({ configured, seen, count, hours, latest, latestWho, latestMinutesAgo, latestSource, unseen }) {
    if (!configured) return 'No source of changes is listed: `changes` of the target in why403.yaml would show what was changed lately.'
    const rest = unseen.length > 0 ? ` ${unseenSentence(unseen)}` : ''
    if (!seen) return `What was changed lately is not known.${rest}`
    if (count === 0) return `Nothing was changed in the last ${hours} h, as far as could be seen.${rest}`
    const by = latestWho === '' ? '' : ` by ${latestWho}`
    return `Changed ${latestMinutesAgo} min ago${by} (${latestSource}): ${latest}. ${count === 1 ? 'One change' : `${count} changes`} in ${hours} h.${rest}`
  },
})
