const TIMEOUT_MS = 5_000

/** Asks whether a page is there, with HEAD, then GET for servers that have no HEAD; undefined when it is, else why not. */
export async function askPage(url: string): Promise<string | undefined> {
  const head = await askWith('HEAD', url)
  return head === undefined ? undefined : askWith('GET', url)
}

async function askWith(method: 'HEAD' | 'GET', url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { method, signal: AbortSignal.timeout(TIMEOUT_MS), headers: { 'user-agent': 'why403-runbook-lint' } })
    await response.body?.cancel()
    return response.ok ? undefined : `status ${response.status}`
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? `no answer in ${TIMEOUT_MS / 1000} s` : 'unreachable'
  }
}
