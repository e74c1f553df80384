import type { z } from 'zod'
import type { TargetSources } from '../config/config.ts'
import type { SecretRef } from '../config/secret-ref.ts'
import type { SourceAccess } from '../config/sources/source-access.ts'
import type { Denial } from '../denial/denial.ts'
import type { Exchange, HeaderFields } from '../exchange.ts'
import type { Connection, ConnectionRequest } from './connection.ts'

/** The incident's own request, as the person gave it. Header values may be secret: a check never returns them. */
export type SubjectRequest = {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body?: string
}

/** What a check may ask for. Left out: the incident's own method, URL, headers and body, as the subject. */
export type ProbeRequest = {
  method?: string
  url?: string
  as?: string
  /** Set on top of the request's own headers. */
  headers?: Readonly<Record<string, string>>
  /** Header names not to send, the identity's own among them. */
  without?: readonly string[]
  body?: string | null
  /** Send again even if the same probe was answered already in this incident. */
  fresh?: boolean
  /** Default true: at most five hops, each checked anew. */
  follow?: boolean
  /** Leaves from a vantage of the target instead of from here. */
  vantage?: string
  /** Asks this address of the host alone, one of `addresses()`. */
  address?: string
  /** Offers HTTP/2 in the TLS handshake; without it HTTP/1.1 is spoken. */
  http2?: boolean
  /** `fresh`: with a token that was got anew for this probe, for identities that can (`oauth2`). */
  credential?: 'fresh'
}

/**
 * A question to a service that why403.yaml lists beside the target (a log store, a policy engine, an issuer), never to a
 * target. `discoveredFrom` names the listed URL whose answer led here: then GET alone, and only to a public address or the same host.
 */
export type SourceRequest = {
  method?: 'GET' | 'POST'
  url: string
  headers?: Readonly<Record<string, string>>
  body?: string
  access?: SourceAccess
  discoveredFrom?: string
  /** Bytes of the answer that are kept, 1 MiB unless said otherwise. */
  maxBytes?: number
}

/** What a source answered, whatever its status. */
export type SourceAnswer = { status: number; headers: HeaderFields; body: string; truncated?: boolean }

/** A named credential without its secret. `kind` says what it carries. */
export type IdentityFacts = {
  name: string
  role?: string
  kind: 'none' | 'bearer' | 'basic' | 'cookie' | 'headers' | 'oauth2' | 'certificate'
  /** It shows a client certificate, whatever else it sends. */
  certificate?: boolean
  /** As configured: user, groups, tenant, … */
  attributes?: Readonly<Record<string, unknown>>
}

/** What an identity would send, in clear, for checks that read it. Never stored, logged or returned. */
export type Credential = { headers: Readonly<Record<string, string>>; bearer?: string; cookies: Readonly<Record<string, string>> }

/** What a running check holds. `probe` never rejects for the network's sake: it answers an exchange with a `failure`. */
export type CheckContext = {
  probe(request?: ProbeRequest): Promise<Exchange>
  request: SubjectRequest
  target: {
    name: string
    owner: string
    identities: readonly IdentityFacts[]
    probesLeft(): number
    /** Whether a URL is listed, so that a probe of it would be sent. */
    allows(url: string): boolean
    vantages: readonly { name: string; kind: 'connect' | 'proxy' }[]
    sources: TargetSources
  }
  /** The identity whose refusal is under diagnosis. */
  subject: string
  /** Resolves `subject` and checks that the identity exists. @throws `identity.unknown` */
  identity(name: string): IdentityFacts
  /** @throws `secret.missing`; CheckFailed where a token endpoint gives none */
  credential(name: string): Promise<Credential>
  /** Asks a source. @throws CheckFailed when no answer comes or it must not be asked; `secret.missing` */
  ask(request: SourceRequest): Promise<SourceAnswer>
  /** Reads a secret that the configuration names; from then on it is removed from whatever is shown. @throws `secret.missing` */
  secret(ref: SecretRef): Promise<string>
  /** The addresses of a URL's host that may be asked; the incident's own by default. @throws CheckFailed */
  addresses(url?: string): Promise<readonly string[]>
  /** Opens a connection and closes it again: TCP and TLS, no HTTP. Costs a probe. Never rejects for the network's sake. */
  inspect(request?: ConnectionRequest): Promise<Connection>
  /** Adds an exchange that was read elsewhere, such as from a log, to what `denial` is read from. */
  attach(exchange: Exchange): void
  /** The exchanges of the path so far, in path order (for checks with `reads: 'path'`). */
  exchanges: readonly Exchange[]
  denial: Denial
  now(): Date
  signal: AbortSignal
}

type Example<I extends z.ZodType, O extends z.ZodType> = {
  name: string
  input: z.input<I>
  /** The incident's request; GET https://api.test/orders by default. */
  request?: Partial<SubjectRequest>
  identities?: readonly IdentityFacts[]
  subject?: string
  credentials?: Readonly<Record<string, Partial<Credential>>>
  /** Exchanges of the path so far, for checks that read it. */
  exchanges?: readonly Exchange[]
  /** Answers by `METHOD path as identity`, then `* * as identity`, each first with ` via VANTAGE` or ` at ADDRESS` after it; several answers are given in turn, the last for ever. */
  replies?: Readonly<Record<string, ExampleReply | readonly ExampleReply[]>>
  /** What is configured around the target. */
  sources?: TargetSources
  vantages?: readonly { name: string; kind: 'connect' | 'proxy' }[]
  addresses?: readonly string[]
  /** Answers of sources by `METHOD URL` or by URL alone, given in turn, the last for ever. */
  answers?: Readonly<Record<string, ExampleReply | readonly ExampleReply[]>>
  /** Connections by vantage, address, server name or `*`. */
  connections?: Readonly<Record<string, Partial<Connection>>>
  /** Fields that the finding must have with these values. */
  finding: Partial<z.output<O>>
}

/** What an example's target answers; null where no answer comes. */
export type ExampleReply =
  | { status: number; headers?: Readonly<Record<string, string>>; body?: string }
  | { failure: NonNullable<Exchange['failure']>['kind'] }

/** A live probe: what it asks, what it finds, how long it may take. Its examples run as tests. */
export type Check<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  name: string
  summary: string
  input: I
  output: O
  /** `needs approval`: sends an unsafe method only after a person's press. */
  safety: 'safe' | 'needs approval'
  timeoutMs: number
  /** `path`: reads the exchanges of the path so far, so it runs when its step is entered and is never prefetched. `nothing`: depends on its input alone. */
  reads: 'nothing' | 'path'
  /** False for a check that is costly or disturbing for the target: it runs only when the walk reaches it. */
  prefetch: boolean
  examples: readonly Example<I, O>[]
  run(input: z.output<I>, context: CheckContext): Promise<z.output<O>>
  /** One sentence for people: what was found. */
  line(finding: z.output<O>): string
}

/** Types a check by its schemas; `reads` is `nothing` and `prefetch` true unless said otherwise. */
export function defineCheck<I extends z.ZodType, O extends z.ZodType>(
  check: Omit<Check<I, O>, 'reads' | 'prefetch'> & Partial<Pick<Check<I, O>, 'reads' | 'prefetch'>>,
): Check<I, O> {
  return { reads: 'nothing', prefetch: true, ...check }
}
