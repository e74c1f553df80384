import { lookup } from 'node:dns/promises'

/** All addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly string[]>

/** The system's resolver. */
export async function resolveBySystem(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true, verbatim: false })
  return found.map(({ address }) => address)
}

/** The addresses of a host, or why it has none. */
export type Resolved = { addresses: readonly string[] } | { unreachable: string }

function literalOf(hostname: string): string | null {
  if (hostname.startsWith('[')) return hostname.slice(1, -1)
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(hostname) ? hostname : null
}

/** All addresses of a URL's host name; one that is an address already is its own. */
export async function resolveHost(hostname: string, resolve: Resolve): Promise<Resolved> {
  const literal = literalOf(hostname)
  if (literal !== null) return { addresses: [literal] }
  try {
    const addresses = await resolve(hostname)
    return addresses.length > 0 ? { addresses } : { unreachable: `the name ${hostname} has no address` }
  } catch {
    return { unreachable: `the name ${hostname} does not resolve` }
  }
}
