import { z } from 'zod'
import { SecretRef } from './secret-ref.ts'
import { ChangeSource } from './sources/change-source.ts'
import { FlagSources } from './sources/flag-sources.ts'
import { Issuer } from './sources/issuer.ts'
import { LogSource } from './sources/log-source.ts'
import { PolicySource } from './sources/policy-source.ts'
import { service } from './sources/source-access.ts'
import { httpUrl } from './sources/source-url.ts'
import { Vantage } from './sources/vantage.ts'

/** How an access token is got anew: client credentials, or a refresh token where one is given (RFC 6749, 4.4 and 6). */
const OAuth2 = z
  .strictObject({
    tokenUrl: httpUrl,
    clientId: z.string().min(1),
    clientSecret: SecretRef.optional(),
    refreshToken: SecretRef.optional(),
    scope: z.string().optional(),
    audience: z.string().optional(),
    /** RFC 8707. */
    resource: z.string().optional(),
    /** How the client proves who it is (RFC 6749, 2.3.1). */
    authentication: z.enum(['basic', 'post']).default('basic'),
  })
  .refine(({ clientSecret, refreshToken }) => clientSecret !== undefined || refreshToken !== undefined, {
    message: 'clientSecret or refreshToken in it',
  })
export type OAuth2 = z.infer<typeof OAuth2>

/** PEM texts: a certificate with its chain, and its key. */
const ClientCertificate = z.strictObject({ certificate: SecretRef, key: SecretRef, passphrase: SecretRef.optional() })
export type ClientCertificate = z.infer<typeof ClientCertificate>

/** A named credential of a target; at most one kind of credential, plus headers. */
export const IdentityConfig = z.strictObject({
  role: z.string().optional(),
  /** What is known of the identity besides, for policies and flags: user, groups, tenant. Never a secret. */
  attributes: z.record(z.string(), z.json()).optional(),
  bearer: SecretRef.optional(),
  basic: z.strictObject({ username: z.string(), password: SecretRef }).optional(),
  cookie: SecretRef.optional(),
  headers: z.record(z.string(), SecretRef).optional(),
  oauth2: OAuth2.optional(),
  clientCertificate: ClientCertificate.optional(),
})
export type IdentityConfig = z.infer<typeof IdentityConfig>

/** How much a target may be asked: probes an incident, probes a second, and how many at once. */
const Budget = z.strictObject({
  probes: z.int().min(1).max(1000).default(60),
  perSecond: z.number().positive().max(1000).default(5),
  burst: z.int().min(1).max(1000).default(20),
})

/** A request that must pass: it tells a broken target or identity from a refused resource. */
const Control = z.strictObject({
  path: z.string().refine((path) => path.startsWith('/'), { message: 'a path, which starts with /' }),
  as: z.string().optional(),
})

/** A system that may be probed. `urls` are prefixes; the longest match over all targets wins. */
export const TargetConfig = z.strictObject({
  urls: z.array(z.url({ protocol: /^https?$/ })).min(1),
  privateNetwork: z.boolean().default(false),
  owner: z.string().min(1),
  layers: z.record(z.string(), z.string()).default({}),
  identities: z.record(z.string(), IdentityConfig).default({}),
  unsafeMethods: z.enum(['ask', 'never']).default('ask'),
  budget: Budget.prefault({}),
  vantages: z.array(Vantage).optional(),
  logs: z.array(LogSource).optional(),
  policy: z.array(PolicySource).optional(),
  flags: FlagSources.optional(),
  changes: z.array(ChangeSource).optional(),
  issuers: z.array(Issuer).optional(),
  /** Other read-only services that the check `http` may ask, by name: with `GET`, and where `method` says so with `POST`. */
  sources: z.record(z.string(), service({ url: httpUrl, method: z.enum(['GET', 'POST']).optional() })).optional(),
  control: Control.optional(),
  /** Certificate authorities in PEM that this target and the services beside it are verified with, besides those trusted anyway. */
  ca: SecretRef.optional(),
  /** A URL that answers with the address of whoever asks, as text or JSON. */
  egress: httpUrl.optional(),
})
export type TargetConfig = z.infer<typeof TargetConfig>

/** The services around a target that may be asked about a refusal. */
export type TargetSources = Pick<TargetConfig, 'logs' | 'policy' | 'flags' | 'changes' | 'issuers' | 'sources' | 'control' | 'egress'>

/** why403.yaml. */
export const FileConfig = z.strictObject({
  targets: z.record(z.string(), TargetConfig).default({}),
  access: z.strictObject({ admins: z.array(z.string()).optional(), mayProbe: z.array(z.string()).optional() }).default({}),
  checks: z.array(z.string()).default([]),
})
export type FileConfig = z.infer<typeof FileConfig>

/** How much the log says, the most first. */
export const LogLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
export type LogLevel = z.infer<typeof LogLevel>

/** Slack's part: null without a signing secret or tokens. `appToken` turns Socket Mode on. */
export type SlackConfig = { signingSecret?: string; botToken: string; appToken?: string; apiUrl?: string }

/** Everything that why403 is told, read once at start. */
export type Config = FileConfig & {
  host: string
  port: number
  databaseUrl?: string
  dataDir: string
  configFile: string
  runbooksDir: string
  /** 32 bytes; absent with PGlite until the data folder's own key is made. */
  secretKey?: Uint8Array
  slack: SlackConfig | null
  /** Guards /api/v1; a fresh one is made at start when not set. */
  apiToken?: string
  logLevel: LogLevel
}
