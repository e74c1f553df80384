import type { ChangeSource } from '../../../config/sources/change-source.ts'
import { askJson, at } from '../../sources/ask-json.ts'
import { type ChangeQuestion, firstLine, itemsOfList, type ToldChange } from './change-question.ts'

type GitHub = Extract<ChangeSource, { github: unknown }>['github']
type GitLab = Extract<ChangeSource, { gitlab: unknown }>['gitlab']

function withQuery(url: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return `${url}?${new URLSearchParams(given)}`
}

/** Commits of a repository on GitHub. https://docs.github.com/en/rest/commits/commits#list-commits */
export async function askGitHub(
  { url, repository, path, branch, ...access }: GitHub,
  { context, since }: ChangeQuestion,
): Promise<ToldChange[]> {
  const [owner = '', name = ''] = repository.split('/')
  const base = `${url.replace(/\/+$/, '')}/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/commits`
  const asked = withQuery(base, { since: since.toISOString(), per_page: '50', path, sha: branch })
  const { json } = await askJson(context, { url: asked, access, headers: { accept: 'application/vnd.github+json' } })
  return itemsOfList(json).map((commit) => ({
    at: at(commit, 'commit', 'committer', 'date'),
    what: firstLine(at(commit, 'commit', 'message')),
    who: at(commit, 'commit', 'author', 'name'),
    link: at(commit, 'html_url'),
  }))
}

/** Commits of a project on GitLab. https://docs.gitlab.com/api/commits/ */
export async function askGitLab(
  { url, project, path, branch, ...access }: GitLab,
  { context, since }: ChangeQuestion,
): Promise<ToldChange[]> {
  const base = `${url.replace(/\/+$/, '')}/api/v4/projects/${encodeURIComponent(project)}/repository/commits`
  const { json } = await askJson(context, {
    url: withQuery(base, { since: since.toISOString(), per_page: '50', path, ref_name: branch }),
    access,
  })
  return itemsOfList(json).map((commit) => ({
    at: at(commit, 'committed_date'),
    what: firstLine(at(commit, 'title')),
    who: at(commit, 'author_name'),
    link: at(commit, 'web_url'),
  }))
}
