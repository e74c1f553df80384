import { z } from 'zod'

const httpUrl = z.url({ protocol: /^https?$/ })

/** Where a secret lies; never the secret itself. */
export const SecretRef = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })])
export type SecretRef = z.infer<typeof SecretRef>

/** A named credential of a target; at most one kind of credential, plus headers. */
export const IdentityConfig = z.strictObject({
  role: z.string().optional(),
  bearer: SecretRef.optional(),
  basic: z.strictObject({ username: z.string(), password: SecretRef }).optional(),
  cookie: SecretRef.optional(),
  headers: z.record(z.string(), SecretRef).optional(),
  oauth2: z
    .strictObject({
      tokenUrl: httpUrl,
      clientId: z.string(),
      clientSecret: SecretRef,
      scope: z.string().optional(),
      audience: z.string().optional(),
    })
    .optional(),
  clientCertificate: z.strictObject({ certificate: SecretRef, key: SecretRef, passphrase: SecretRef.optional() }).optional(),
})
export type IdentityConfig = z.infer<typeof IdentityConfig>

/** How much a target may be asked: probes an incident, probes a second, and how many at once. */
const Budget = z.strictObject({
  probes: z.int().min(1).max(1000).default(60),
  perSecond: z.number().positive().max(1000).default(5),
  burst: z.int().min(1).max(1000).default(20),
})

/** Where a probe may leave from: straight to an address, or through a proxy. */
const Vantage = z.union([
  z.strictObject({ name: z.string().min(1), connect: z.string().min(1) }),
  z.strictObject({ name: z.string().min(1), proxy: httpUrl }),
])

/** Where the target's own logs lie. */
const LogSource = z.union([
  z.strictObject({ file: z.string().min(1) }),
  z.strictObject({ loki: z.strictObject({ url: httpUrl, query: z.string().min(1) }) }),
  z.strictObject({ elasticsearch: z.strictObject({ url: httpUrl, index: z.string().min(1) }) }),
])

/** A policy engine that answers dry runs, by the engine's name; its settings belong to the check that asks it. */
const PolicySource = z.record(z.string(), z.record(z.string(), z.unknown()))

/** A system that may be probed. `urls` are prefixes; the longest match over all targets wins. */
export const TargetConfig = z.strictObject({
  urls: z.array(httpUrl).min(1),
  privateNetwork: z.boolean().default(false),
  owner: z.string().min(1),
  layers: z.record(z.string(), z.string()).default({}),
  identities: z.record(z.string(), IdentityConfig).default({}),
  unsafeMethods: z.enum(['ask', 'never']).default('ask'),
  budget: Budget.prefault({}),
  vantages: z.array(Vantage).optional(),
  logs: z.array(LogSource).optional(),
  policy: z.array(PolicySource).optional(),
  flags: z.strictObject({ ofrep: z.strictObject({ url: httpUrl }) }).optional(),
})
export type TargetConfig = z.infer<typeof TargetConfig>

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
