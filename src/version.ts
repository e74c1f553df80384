import { readFileSync } from 'node:fs'

/** This why403's version, as package.json beside the code says: part of every probe's user agent. */
export function readVersion(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version
}
