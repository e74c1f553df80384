import { type ConfigMistake, fieldsOf, mistakeAt } from './config-mistake.ts'

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/
const RESERVED = new Set(['subject', 'request'])
const CREDENTIALS = ['bearer', 'basic', 'cookie', 'oauth2']

function urlMistake(url: URL): string | null {
  if (url.username || url.password) return 'a user name or password in it'
  if (url.search) return 'a query'
  if (url.hash) return 'a fragment'
  if (/%2f|%5c|%2e/i.test(url.pathname)) return 'an encoded slash or dot in its path'
  return null
}

function checkUrls(target: string, urls: unknown, seen: Map<string, string>): ConfigMistake[] {
  if (!Array.isArray(urls)) return []
  return urls.flatMap((text, i) => {
    const url = typeof text === 'string' ? URL.parse(text) : null
    if (!url) return []
    const path = ['targets', target, 'urls', i]
    const mistake = urlMistake(url)
    if (mistake) return [mistakeAt(path, mistake, 'scheme, host and path alone')]
    const plain = `${url.origin}${url.pathname}`
    const first = seen.get(plain)
    if (first === undefined) seen.set(plain, target)
    return first === undefined ? [] : [mistakeAt(path, `${plain} a second time`, `each prefix once (the target ${first} has it)`)]
  })
}

function checkIdentity(target: string, name: string, identity: unknown): ConfigMistake[] {
  const path = ['targets', target, 'identities', name]
  const given = Object.keys(fieldsOf(identity)).filter((key) => CREDENTIALS.includes(key))
  const problems: ConfigMistake[] = []
  if (RESERVED.has(name)) problems.push(mistakeAt(path, `the name ${name}`, 'another name: this one has a meaning of its own'))
  else if (!NAME.test(name)) problems.push(mistakeAt(path, JSON.stringify(name.slice(0, 60)), 'a name of letters, digits, _ . and -'))
  if (name === 'anonymous' && Object.keys(fieldsOf(identity)).some((key) => key !== 'role')) {
    problems.push(mistakeAt(path, 'credentials', 'none: anonymous asks without'))
  }
  if (given.length > 1) problems.push(mistakeAt(path, given.join(' and '), 'one kind of credential (headers may come on top)'))
  return problems
}

/** Mistakes that no field shows alone: prefixes with more than a path or given twice, names that mean something else, two credentials in one identity. */
export function checkTargets(file: unknown): ConfigMistake[] {
  const seen = new Map<string, string>()
  return Object.entries(fieldsOf(fieldsOf(file).targets)).flatMap(([name, target]) => [
    ...(NAME.test(name) ? [] : [mistakeAt(['targets', name], JSON.stringify(name.slice(0, 60)), 'a name of letters, digits, _ . and -')]),
    ...checkUrls(name, fieldsOf(target).urls, seen),
    ...Object.entries(fieldsOf(fieldsOf(target).identities)).flatMap(([identity, value]) => checkIdentity(name, identity, value)),
  ])
}
