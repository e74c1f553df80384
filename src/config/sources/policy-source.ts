import { z } from 'zod'
import { SecretRef } from '../secret-ref.ts'
import { httpQuestion } from './http-question.ts'
import { service } from './source-access.ts'
import { httpUrl } from './source-url.ts'
import { cel, template, templates } from './written.ts'

const text = z.string().min(1)
const filled = template()
const filledJson = templates()

/** OPA's data API: the whole URL of the document, `https://opa/v1/data/http/authz/allow`. `allow` is CEL over `result`. */
const Opa = service({ url: httpUrl, input: filledJson, allow: cel('result').optional() })

/**
 * The Kubernetes API server. With `user` it is asked about that user, which takes the source's own access; without, the identity
 * asks about itself with its own bearer token. What is asked is read from the incident's URL; `resource` says otherwise.
 */
const Kubernetes = service({
  url: httpUrl,
  user: filled.optional(),
  groups: filledJson.optional(),
  resource: z.partialRecord(z.enum(['verb', 'group', 'version', 'resource', 'subresource', 'namespace', 'name']), filled).optional(),
})

const OpenFga = service({
  url: httpUrl,
  store: text,
  model: text.optional(),
  user: filled,
  relation: filled,
  object: filled,
  context: filledJson.optional(),
})

const Cerbos = service({
  url: httpUrl,
  principal: filledJson,
  resource: filledJson,
  action: filled,
  auxData: filledJson.optional(),
})

/** The URL of the realm; `permissions` are `resource#scope`. The identity asks about itself with its own bearer token. */
const Keycloak = z.strictObject({ url: httpUrl, audience: text, permissions: z.array(filled).min(1) })

const Aws = z.strictObject({
  url: httpUrl.default('https://iam.amazonaws.com/'),
  region: text.default('us-east-1'),
  accessKeyId: SecretRef,
  secretAccessKey: SecretRef,
  sessionToken: SecretRef.optional(),
  principal: filled,
  action: filled,
  resource: filled.default('*'),
  context: z.record(z.string(), filled).optional(),
})

/** Files of a model and a policy (CSV), and the request in the order of the model’s `r`. */
const Casbin = z.strictObject({ model: text, policy: text, request: z.array(filledJson).min(1) })

/** Any endpoint that answers without doing anything. `allow`, `rule` and `reason` are CEL over `json`, `text` and `status`. */
const answer = cel('json', 'text', 'status')
const Http = httpQuestion({ allow: answer, rule: answer.optional(), reason: answer.optional() })

const engines = {
  opa: Opa.optional(),
  kubernetes: Kubernetes.optional(),
  openfga: OpenFga.optional(),
  cerbos: Cerbos.optional(),
  keycloak: Keycloak.optional(),
  aws: Aws.optional(),
  casbin: Casbin.optional(),
  http: Http.optional(),
}

/** Whose dry run is asked. */
export const PolicyEngine = z.enum(['opa', 'kubernetes', 'openfga', 'cerbos', 'keycloak', 'aws', 'casbin', 'http'])
export type PolicyEngine = z.infer<typeof PolicyEngine>

/**
 * A policy engine that answers dry runs, exactly one an entry. Texts are templates over `incident`, `request`, `subject`,
 * `identity`, `token` and `target`; a text that is one template alone keeps the type of its value.
 */
export const PolicySource = z
  .strictObject({ name: text.optional(), ...engines } satisfies Record<PolicyEngine | 'name', z.ZodType>)
  .refine((source) => PolicyEngine.options.filter((engine) => source[engine] !== undefined).length === 1, {
    message: `exactly one of ${PolicyEngine.options.join(', ')}`,
  })
export type PolicySource = z.infer<typeof PolicySource>

/** How one engine is asked, as configured. */
export type SourceOf<E extends PolicyEngine> = NonNullable<PolicySource[E]>
