import type { LogFacts } from './log-format.ts'

const REQUEST = /^([A-Za-z-]{2,20}) (\S+)/
const ABSOLUTE = /^[a-z][a-z0-9+.-]{0,20}:\/\/([^/?#]{0,300})(.*)$/is

/** Method, path and host of a request line (`GET /orders HTTP/1.1`, also with an absolute URL); nothing when it is none. */
export function readRequestLine(line: string | undefined): Pick<LogFacts, 'method' | 'path' | 'host'> {
  const [, method, target] = REQUEST.exec(line ?? '') ?? []
  return method === undefined || target === undefined ? {} : { method, ...readTarget(target) }
}

/** Path and host of a request target; an absolute URL gives both. */
export function readTarget(target: string): Pick<LogFacts, 'path' | 'host'> {
  const [, host, path] = ABSOLUTE.exec(target) ?? []
  return host === undefined ? { path: target } : { host, path: path || '/' }
}
