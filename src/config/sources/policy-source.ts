import { z } from 'zod'
import { SecretRef } from '../secret-ref.ts'
import { httpUrl, sourceAccess, Templates, templatedUrl } from './source-access.ts'

const text = z.string().min(1)

/** OPA's data API: the whole URL of the document, `https://opa/v1/data/http/authz/allow`. `allow` is CEL over `result`. */
const Opa = z.strictObject({ url: httpUrl, input: Templates, allow: text.optional(), ...sourceAccess })

/**
 * The Kubernetes API server. With `user` it is asked about that user, which takes the source's own access; without, the identity
 * asks about itself with its own bearer token. What is asked is read from the incident's URL; `resource` says otherwise.
 */
const Kubernetes = z.strictObject({
  url: httpUrl,
  user: text.optional(),
  groups: Templates.optional(),
  resource: z.partialRecord(z.enum(['verb', 'group', 'version', 'resource', 'subresource', 'namespace', 'name']), z.string()).optional(),
  ...sourceAccess,
})

const OpenFga = z.strictObject({
  url: httpUrl,
  store: text,
  model: text.optional(),
  user: text,
  relation: text,
  object: text,
  context: Templates.optional(),
  ...sourceAccess,
})

const Cerbos = z.strictObject({
  url: httpUrl,
  principal: Templates,
  resource: Templates,
  action: text,
  auxData: Templates.optional(),
  ...sourceAccess,
})

/** The URL of the realm; `permissions` are `resource#scope`. The identity asks about itself with its own bearer token. */
const Keycloak = z.strictObject({ url: httpUrl, audience: text, permissions: z.array(text).min(1) })

const Aws = z.strictObject({
  url: httpUrl.default('https://iam.amazonaws.com/'),
  region: text.default('us-east-1'),
  accessKeyId: SecretRef,
  secretAccessKey: SecretRef,
  sessionToken: SecretRef.optional(),
  principal: text,
  action: text,
  resource: text.default('*'),
  context: z.record(z.string(), z.string()).optional(),
})

/** Files of a model and a policy (CSV), and the request in the order of the model’s `r`. */
const Casbin = z.strictObject({ model: text, policy: text, request: z.array(Templates).min(1) })

/** Any endpoint that answers without doing anything. `allow`, `rule` and `reason` are CEL over `json`, `text` and `status`. */
const Http = z.strictObject({
  url: templatedUrl,
  method: z.enum(['GET', 'POST']).default('POST'),
  body: Templates.optional(),
  allow: text,
  rule: text.optional(),
  reason: text.optional(),
  ...sourceAccess,
})

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
