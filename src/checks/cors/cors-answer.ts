import { type Exchange, headerValue } from '../../exchange.ts'

/** What an answer allows by its CORS headers; lists as written, method names as they are, header names in lower case. */
export type CorsAnswer = {
  status: number
  origin?: string
  credentials: boolean
  methods: string[]
  headers: string[]
  varyOrigin: boolean
}

function listOf({ response }: Exchange, name: string): string[] {
  const values = response?.headers[name] ?? []
  return values
    .flatMap((value) => value.split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** Reads the CORS headers of an answer; undefined where none came. Two origins in one answer are no origin: a browser takes neither. */
export function readCors(exchange: Exchange): CorsAnswer | undefined {
  if (!exchange.response) return undefined
  const { status, headers } = exchange.response
  const origins = headers['access-control-allow-origin']?.join(', ').trim()
  return {
    status,
    ...(origins !== undefined && { origin: origins }),
    credentials: headerValue(headers, 'access-control-allow-credentials')?.trim() === 'true',
    methods: listOf(exchange, 'access-control-allow-methods'),
    headers: listOf(exchange, 'access-control-allow-headers').map((name) => name.toLowerCase()),
    varyOrigin: listOf(exchange, 'vary').some((name) => /^(?:origin|\*)$/i.test(name)),
  }
}

/** Whether an answer lets `origin` read it (Fetch, "CORS check"). */
export function allowsOrigin({ origin: allowed }: CorsAnswer, origin: string, withCredentials: boolean): boolean {
  return allowed === origin || (allowed === '*' && !withCredentials)
}

/** Whether a preflight's answer allows the method; `*` counts without credentials alone, GET, HEAD and POST need no mention. */
export function allowsMethod({ methods }: CorsAnswer, method: string, withCredentials: boolean): boolean {
  return methods.includes(method) || (methods.includes('*') && !withCredentials) || ['GET', 'HEAD', 'POST'].includes(method)
}

/** The header names that a preflight's answer leaves out; `*` counts without credentials alone and never for Authorization. */
export function missingHeaders({ headers }: CorsAnswer, wanted: readonly string[], withCredentials: boolean): string[] {
  const isWild = headers.includes('*') && !withCredentials
  return wanted.filter((name) => !headers.includes(name) && !(isWild && name !== 'authorization'))
}
