import type { ChangeSource } from '../../config/sources/change-source.ts'
import type { CheckContext } from '../check.ts'
import { numbered } from '../sources/numbered.ts'
import { sourceScope } from '../sources/source-scope.ts'
import type { Unseen } from '../sources/unseen.ts'
import { unseenFor } from '../sources/unseen-for.ts'
import type { Change } from './changes-finding.ts'
import { readChanges } from './read-changes.ts'
import type { ChangeQuestion, ToldChange } from './sources/change-question.ts'
import { askGitHub, askGitLab } from './sources/commits.ts'
import { askHttpList } from './sources/http-list.ts'
import { askArgoCd, askKubernetes } from './sources/rollouts.ts'

/** What all sources tell, in no order. `seen`: at least one told what can be read; one may be told and in part unseen. */
export type Answers = { seen: boolean; changes: Change[]; unseen: Unseen[] }

function nameOf(source: ChangeSource): string {
  if (source.name !== undefined) return source.name
  if ('github' in source) return source.github.repository
  if ('gitlab' in source) return source.gitlab.project
  if ('argocd' in source) return source.argocd.application
  return 'kubernetes' in source ? source.kubernetes.deployment : 'http'
}

function askSource(source: ChangeSource, question: ChangeQuestion): Promise<ToldChange[]> {
  if ('github' in source) return askGitHub(source.github, question)
  if ('gitlab' in source) return askGitLab(source.gitlab, question)
  if ('argocd' in source) return askArgoCd(source.argocd, question)
  return 'kubernetes' in source ? askKubernetes(source.kubernetes, question) : askHttpList(source.http, question)
}

/** Asks every configured source what was changed since then, side by side. What cannot be asked is named. */
export async function askSources(context: CheckContext, since: Date): Promise<Answers> {
  const scope = await sourceScope(context)
  const sources = context.target.sources.changes ?? []
  const names = numbered(sources.map(nameOf))
  const answers = await Promise.all(
    sources.map(async (source, index): Promise<Answers> => {
      const name = names[index] ?? ''
      try {
        const list = await askSource(source, { context, scope, since })
        return readChanges(list, { source, name, since })
      } catch (error) {
        return { seen: false, changes: [], unseen: [unseenFor(name, error)] }
      }
    }),
  )
  return {
    seen: answers.some(({ seen }) => seen),
    changes: answers.flatMap(({ changes }) => changes),
    unseen: answers.flatMap(({ unseen }) => unseen),
  }
}
