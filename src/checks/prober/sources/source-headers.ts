import type { SecretReader } from '../../../config/read-secret.ts'
import type { SourceAccess } from '../../../config/sources/source-access.ts'
import type { Headers } from '../request-headers.ts'

/** The headers that let us in at a source, its secrets read. @throws `secret.missing` */
export async function sourceHeaders({ bearer, basic, headers = {} }: SourceAccess, readSecret: SecretReader): Promise<Headers> {
  const entries: [string, string][] = []
  if (bearer) entries.push(['authorization', `Bearer ${await readSecret(bearer)}`])
  if (basic) {
    const pair = `${basic.username}:${await readSecret(basic.password)}`
    entries.push(['authorization', `Basic ${Buffer.from(pair).toString('base64')}`])
  }
  for (const [name, value] of Object.entries(headers)) {
    entries.push([name.toLowerCase(), typeof value === 'string' ? value : await readSecret(value)])
  }
  return Object.fromEntries(entries)
}
