import type { z } from 'zod'
import type { Denial } from '../denial/denial.ts'
import type { Exchange } from '../exchange.ts'

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
}

/** A named credential without its secret. `kind` says what it carries. */
export type IdentityFacts = { name: string; role?: string; kind: 'none' | 'bearer' | 'basic' | 'cookie' | 'headers' }

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
  }
  /** The identity whose refusal is under diagnosis. */
  subject: string
  /** Resolves `subject` and checks that the identity exists. @throws `identity.unknown` */
  identity(name: string): IdentityFacts
  /** @throws `secret.missing` */
  credential(name: string): Promise<Credential>
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
  /** Answers by `METHOD path as identity`, then `* * as identity`; several answers are given in turn, the last for ever. */
  replies?: Readonly<Record<string, ExampleReply | readonly ExampleReply[]>>
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
