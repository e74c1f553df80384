/** `url` with another path and query (`/a?b=1`) on the same host. */
export function withPath(url: string, path: string | undefined): string {
  return path === undefined ? url : `${new URL(url).origin}${path}`
}

/** What turns a request into a safe one of the same URL: GET without body. */
export const SAFE_GET = { method: 'GET', body: null, without: ['content-type', 'content-encoding', 'x-http-method-override'] } as const
