import type { ChangeSource } from '../../config/sources/change-source.ts'
import { redactText } from '../../redaction/redact-text.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import type { CheckContext } from '../check.ts'
import { told } from '../sources/ask-json.ts'
import { sourceScope } from '../sources/source-scope.ts'
import type { Unseen } from '../sources/unseen.ts'
import { unseenFor } from '../sources/unseen-for.ts'
import type { Change } from './changes-finding.ts'
import type { ChangeQuestion, ToldChange } from './sources/change-question.ts'
import { askGitHub, askGitLab } from './sources/commits.ts'
import { askHttpList } from './sources/http-list.ts'
import { askArgoCd, askKubernetes } from './sources/rollouts.ts'

/** What all sources tell, in no order. */
export type Answers = { changes: Change[]; unseen: Unseen[] }

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

/** A time as text in any form that JavaScript reads, or as seconds or milliseconds since 1970. */
function timeOf(value: unknown): Date | null {
  const number = typeof value === 'number' ? (value < 1e11 ? value * 1000 : value) : value
  const date = typeof number === 'number' || typeof number === 'string' ? new Date(number) : new Date(Number.NaN)
  return Number.isNaN(date.getTime()) ? null : date
}

function linkOf(value: unknown): string | undefined {
  const url = typeof value === 'string' ? URL.parse(value) : null
  return url && /^https?:$/.test(url.protocol) ? redactUrl(url.href).slice(0, 500) : undefined
}

function changeOf(source: string, { at, what, who, link }: ToldChange, since: Date): Change[] {
  const time = timeOf(at)
  if (!time || time < since) return []
  const [text, by, href] = [told(what, 200), told(who, 80), linkOf(link)]
  return [
    {
      source,
      at: time.toISOString(),
      what: redactText(text ?? 'a change without a name'),
      ...(by && { who: by }),
      ...(href && { link: href }),
    },
  ]
}

/** Asks every configured source what was changed since then, side by side. What cannot be asked is named. */
export async function askSources(context: CheckContext, since: Date): Promise<Answers> {
  const scope = await sourceScope(context)
  const answers = await Promise.all(
    (context.target.sources.changes ?? []).map(async (source): Promise<Answers> => {
      const name = nameOf(source)
      try {
        const list = await askSource(source, { context, scope, since })
        return { changes: list.flatMap((each) => changeOf(name, each, since)), unseen: [] }
      } catch (error) {
        return { changes: [], unseen: [unseenFor(name, error)] }
      }
    }),
  )
  return { changes: answers.flatMap(({ changes }) => changes), unseen: answers.flatMap(({ unseen }) => unseen) }
}
