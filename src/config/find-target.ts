import { Why403Error } from '../errors.ts'
import { nearestWord } from '../nearest-word.ts'
import { bareUrl } from './bare-url.ts'
import type { FileConfig, TargetConfig } from './config.ts'
import { coversUrl, parseHttpUrl } from './url-prefix.ts'

/** A listed target with the prefix that covers the URL. */
type FoundTarget = { name: string; target: TargetConfig; prefix: string }
type Targets = Pick<FileConfig, 'targets'>

function candidates({ targets }: Targets): FoundTarget[] {
  return Object.entries(targets).flatMap(([name, target]) => target.urls.map((prefix) => ({ name, target, prefix })))
}

/** The target whose prefix covers `url`, the longest prefix first; undefined when none does. */
export function lookUpTarget(config: Targets, url: string): FoundTarget | undefined {
  const covering = candidates(config).filter(({ prefix }) => coversUrl(prefix, url))
  return covering.sort((a, b) => b.prefix.length - a.prefix.length)[0]
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? ''
}

/** The listed prefixes that the person may have meant: those of the same host, else of the host spelled most alike. */
function hint(config: Targets, host: string): string {
  const all = candidates(config).map(({ prefix }) => prefix)
  if (all.length === 0) return 'No target is listed yet: add one to why403.yaml.'
  const near = nearestWord(host, [...new Set(all.map(hostOf))])
  const listed = near === undefined ? all : all.filter((prefix) => hostOf(prefix) === near)
  return `Listed ${near === undefined ? 'are' : 'there are'} ${listed.slice(0, 5).join(', ')}${listed.length > 5 ? ', …' : ''}.`
}

/**
 * The target that may be probed at `url`: the longest prefix wins.
 * @throws `url.invalid` for what is no http(s) URL or holds a password, `target.unlisted` when no prefix covers it
 */
export function findTarget(config: Targets, url: string): FoundTarget {
  const parsed = parseHttpUrl(url)
  if ('why' in parsed) {
    const shown = bareUrl(url.slice(0, 200))
    throw new Why403Error(
      'url.invalid',
      `“${shown}” cannot be asked: ${parsed.why}. Expected a URL such as https://api.example.com/orders.`,
    )
  }
  const found = lookUpTarget(config, url)
  if (found) return found
  const { origin, pathname, host } = parsed.url
  const shown = bareUrl(`${origin}${pathname}`)
  throw new Why403Error('target.unlisted', `${shown} is under no listed target, so it is not probed. ${hint(config, host)}`, {
    facts: { host },
  })
}
