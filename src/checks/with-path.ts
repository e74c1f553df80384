/** `url` with another path and query (`/a?b=1`) on the same host. */
export function withPath(url: string, path: string | undefined): string {
  return path === undefined ? url : `${new URL(url).origin}${path}`
}
