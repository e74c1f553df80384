import type { ChangeSource } from '../../../config/sources/change-source.ts'
import { askJson, at, told } from '../../sources/ask-json.ts'
import { type ChangeQuestion, itemsOf, type ToldChange } from './change-question.ts'

type ArgoCd = Extract<ChangeSource, { argocd: unknown }>['argocd']
type Kubernetes = Extract<ChangeSource, { kubernetes: unknown }>['kubernetes']

/** Deployments of an application by Argo CD. https://argo-cd.readthedocs.io/en/stable/developer-guide/api-docs/ */
export async function askArgoCd({ url, application, ...access }: ArgoCd, { context }: ChangeQuestion): Promise<ToldChange[]> {
  const { json } = await askJson(context, {
    url: `${url.replace(/\/+$/, '')}/api/v1/applications/${encodeURIComponent(application)}`,
    access,
  })
  return itemsOf(at(json, 'status'), 'history').map((entry) => {
    const revision = told(at(entry, 'revision'), 60) ?? told(at(entry, 'revisions', 0), 60) ?? 'unknown revision'
    const by = at(entry, 'initiatedBy', 'username') ?? (at(entry, 'initiatedBy', 'automated') === true ? 'automated sync' : undefined)
    return { at: at(entry, 'deployedAt'), what: `${application} was deployed at ${revision.slice(0, 12)}`, who: by }
  })
}

function imagesOf(replicaSet: unknown): string {
  const images = itemsOf(at(replicaSet, 'spec', 'template', 'spec'), 'containers').map((container) => told(at(container, 'image'), 120))
  return images.filter((image) => image !== undefined).join(', ')
}

/**
 * Rollouts of a deployment: each is a ReplicaSet that it owns, made when the rollout began.
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 */
export async function askKubernetes(
  { url, namespace, deployment, ...access }: Kubernetes,
  { context }: ChangeQuestion,
): Promise<ToldChange[]> {
  const base = `${url.replace(/\/+$/, '')}/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/replicasets`
  const { json } = await askJson(context, { url: `${base}?limit=500`, access })
  const isOurs = (item: unknown) => itemsOf(at(item, 'metadata'), 'ownerReferences').some((owner) => at(owner, 'name') === deployment)
  return itemsOf(json, 'items')
    .filter(isOurs)
    .map((item) => {
      const revision = told(at(item, 'metadata', 'annotations', 'deployment.kubernetes.io/revision'), 20)
      const cause = told(at(item, 'metadata', 'annotations', 'kubernetes.io/change-cause'), 160)
      const what = `${deployment}${revision === undefined ? '' : ` revision ${revision}`}: ${cause ?? imagesOf(item)}`
      return { at: at(item, 'metadata', 'creationTimestamp'), what }
    })
}
