import { z } from 'zod'
import { service } from './source-access.ts'
import { httpUrl, templatedUrl } from './source-url.ts'
import { cel } from './written.ts'

const named = { name: z.string().min(1).optional() }
const text = z.string().min(1)
const Repository = text.refine((name) => /^[^\s/]+\/[^\s/]+$/.test(name), { message: 'OWNER/NAME' })

/**
 * Where is told what was changed lately. `http` is any JSON list: `items` is CEL over `json` and gives the list; `at`, `what`,
 * `who` and `link` are CEL over `item`.
 */
export const ChangeSource = z.union([
  z.strictObject({
    github: service({
      url: httpUrl.default('https://api.github.com'),
      repository: Repository,
      path: text.optional(),
      branch: text.optional(),
    }),
    ...named,
  }),
  z.strictObject({
    gitlab: service({
      url: httpUrl.default('https://gitlab.com'),
      project: text,
      path: text.optional(),
      branch: text.optional(),
    }),
    ...named,
  }),
  z.strictObject({ argocd: service({ url: httpUrl, application: text }), ...named }),
  z.strictObject({ kubernetes: service({ url: httpUrl, namespace: text, deployment: text }), ...named }),
  z.strictObject({
    http: service({
      url: templatedUrl('since'),
      items: cel('json').default('json'),
      at: cel('item'),
      what: cel('item'),
      who: cel('item').optional(),
      link: cel('item').optional(),
    }),
    ...named,
  }),
])
export type ChangeSource = z.infer<typeof ChangeSource>
