import { REDACTED } from '../../../redaction/redacted.ts'
import { percentDecoded } from '../../percent-decoded.ts'

/** What may stand behind a path in a log, so that `/orders` is not found in `/orders/5`; a server may log the folder `/orders/:` for it. */
const END = String.raw`(?![\w%~@+-]|/(?![:,;)]?(?:[\s"'?]|$))|\.\w)`

/** A regular expression's source for this very text. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}

/** A path as it may be written: percent-encoded or not. The bare `/` needs something before it that begins a path. */
function formsOf(path: string): string[] {
  return [...new Set([path, percentDecoded(path)])]
}

const patterns = new Map<string, RegExp>()
const PATTERNS_MAX = 200

function patternOf(path: string): RegExp {
  const known = patterns.get(path)
  if (known) return known
  if (patterns.size >= PATTERNS_MAX) patterns.clear()
  const before = path === '/' ? String.raw`(?<=[\s"'=:])` : ''
  const pattern = new RegExp(`${before}(?:${formsOf(path).map(escapeRegExp).join('|')})${END}`)
  patterns.set(path, pattern)
  return pattern
}

/** The folders above a path, without the root: `/shut/in` and `/shut` for `/shut/in/page.html`. */
function foldersAbove(path: string): string[] {
  const names = path.split('/').slice(1, -1)
  return names.map((_, index) => `/${names.slice(0, names.length - index).join('/')}`)
}

/** Whether a line names the `.htaccess` of a folder above the path: Apache tells of that file when it cannot read it. */
function namesAccessFile(text: string, path: string): boolean {
  return (
    text.includes('/.htaccess') && foldersAbove(path).some((folder) => formsOf(folder).some((form) => text.includes(`${form}/.htaccess`)))
  )
}

/**
 * Whether a line names the path, also at the end of a file's path (`/srv/www/private` for `/private`), with slashes
 * escaped as PHP's JSON does, or by the access file of a folder above it.
 */
export function namesPath(text: string, path: string): boolean {
  const plain = text.includes('\\/') ? text.replaceAll('\\/', '/') : text
  return (formsOf(path).some((form) => plain.includes(form)) && patternOf(path).test(plain)) || namesAccessFile(plain, path)
}

const FILES = /(?<=[\s:'"(=[])\/[^\s'"):,\]]{1,1000}/g

/**
 * Whether a line tells of a file that is none of this path's: an alias moves the folders above it, and keeps its name. A line
 * that names no file says nothing.
 */
export function namesOtherFile(text: string, path: string): boolean {
  const name = path.split('/').findLast((part) => part !== '')
  const files = text.match(FILES) ?? []
  return name !== undefined && files.length > 0 && !files.some((file) => formsOf(name).some((form) => file.split('/').includes(form)))
}

/** Whether a path that a log tells is this one, whatever its query and encoding. */
export function isSamePath(told: string, path: string): boolean {
  const bare = told.split(/[?#]/)[0] ?? ''
  return bare === path || percentDecoded(bare) === percentDecoded(path)
}

/** Whether one is the other behind a prefix that a gateway adds or takes off: `/api/orders` and `/orders`. */
export function isRoutedPath(told: string, path: string): boolean {
  const [one, other] = [percentDecoded(told.split(/[?#]/)[0] ?? ''), percentDecoded(path)]
  const [long, short] = one.length >= other.length ? [one, other] : [other, one]
  return short.length > 1 && long.endsWith(short) && short.startsWith('/')
}

/** A query as it may be written: percent-encoded or not, a plus for a blank. */
function plainQuery(query: string): string {
  return percentDecoded(query.replace(/^\?/, '').replaceAll('+', ' '))
}

/**
 * Whether a line tells of the path with another query than this one (`?a=1`, or empty for none). A line without any query
 * says nothing, since many logs leave it out; one that is cut short, or redacted here, is taken for the same.
 */
export function namesOtherQuery(text: string, { path, query }: { path: string; query: string }): boolean {
  if (query.includes(REDACTED) || !text.includes('?')) return false
  const pattern = new RegExp(`(?:${formsOf(path).map(escapeRegExp).join('|')})\\?([^\\s"']*)`, 'g')
  const told = [...text.matchAll(pattern)].map(([, one = '']) => plainQuery(one)).filter((one) => one !== '')
  const asked = plainQuery(query)
  return told.length > 0 && !told.some((one) => asked !== '' && (asked.startsWith(one) || one.startsWith(asked)))
}
