import { z } from 'zod'
import { httpUrl, sourceAccess, templatedUrl } from './source-access.ts'

const named = { name: z.string().optional() }
const text = z.string().min(1)

/**
 * Where is told what was changed lately. `http` is any JSON list: `items` is CEL over `json` and gives the list; `at`, `what`,
 * `who` and `link` are CEL over `item`.
 */
export const ChangeSource = z.union([
  z.strictObject({
    github: z.strictObject({
      url: httpUrl.default('https://api.github.com'),
      repository: text,
      path: text.optional(),
      branch: text.optional(),
      ...sourceAccess,
    }),
    ...named,
  }),
  z.strictObject({
    gitlab: z.strictObject({
      url: httpUrl.default('https://gitlab.com'),
      project: text,
      path: text.optional(),
      branch: text.optional(),
      ...sourceAccess,
    }),
    ...named,
  }),
  z.strictObject({ argocd: z.strictObject({ url: httpUrl, application: text, ...sourceAccess }), ...named }),
  z.strictObject({ kubernetes: z.strictObject({ url: httpUrl, namespace: text, deployment: text, ...sourceAccess }), ...named }),
  z.strictObject({
    http: z.strictObject({
      url: templatedUrl,
      items: text.default('json'),
      at: text,
      what: text,
      who: text.optional(),
      link: text.optional(),
      ...sourceAccess,
    }),
    ...named,
  }),
])
export type ChangeSource = z.infer<typeof ChangeSource>
