import type { ChangeSource } from '../../config/sources/change-source.ts'
import { redactText } from '../../redaction/redact-text.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import { told } from '../sources/ask-json.ts'
import type { Unseen } from '../sources/unseen.ts'
import type { Change } from './changes-finding.ts'
import type { ToldChange } from './sources/change-question.ts'

type Asked = { source: ChangeSource; name: string; since: Date }
type Dated = ToldChange & { time: Date }

const EXAMPLE_MAX = 60

/** A time as text in any form that JavaScript reads, or as seconds or milliseconds since 1970. */
function timeOf(value: unknown): Date | undefined {
  const number = typeof value === 'number' ? (value < 1e11 ? value * 1000 : value) : value
  const date = typeof number === 'number' || typeof number === 'string' ? new Date(number) : new Date(Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date
}

function linkOf(value: unknown): string | undefined {
  const url = typeof value === 'string' ? URL.parse(value) : null
  return url && /^https?:$/.test(url.protocol) ? redactUrl(url.href).slice(0, 500) : undefined
}

function changeOf(source: string, { time, what, who, link }: Dated): Change {
  const [text, by, href] = [told(what, 200), told(who, 80), linkOf(link)]
  return {
    source,
    at: time.toISOString(),
    what: redactText(text ?? 'a change without a name'),
    ...(by && { who: by }),
    ...(href && { link: href }),
  }
}

function exampleOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  return told(redactText(JSON.stringify(value).slice(0, 4 * EXAMPLE_MAX)), EXAMPLE_MAX) ?? 'nothing'
}

/** The field of a list of one's own as the configuration spells it. */
function fieldName(source: ChangeSource, key: 'at' | 'what'): string {
  return 'http' in source ? `\`${key}: ${source.http[key]}\`` : key
}

function undatedWhy(list: readonly ToldChange[], source: ChangeSource): string | undefined {
  const undated = list.filter(({ at }) => timeOf(at) === undefined)
  if (undated.length === 0) return undefined
  return `${undated.length} of ${list.length} items have no readable date: ${fieldName(source, 'at')} gives ${exampleOf(undated[0]?.at)}`
}

function namelessWhy(recent: readonly Dated[], source: ChangeSource): string | undefined {
  const nameless = recent.filter(({ what }) => told(what) === undefined)
  if (nameless.length === 0) return undefined
  return `${nameless.length} of ${recent.length} changes have no name: ${fieldName(source, 'what')} gives ${exampleOf(nameless[0]?.what)}`
}

/**
 * What one source tells, since then. Items whose date cannot be read may be changes or not, and a change without a name helps
 * nobody: the source is then unseen in part, with what was found in their place; wholly so where no item has a date.
 */
export function readChanges(
  list: readonly ToldChange[],
  { source, name, since }: Asked,
): { seen: boolean; changes: Change[]; unseen: Unseen[] } {
  const dated = list.flatMap((item): Dated[] => {
    const time = timeOf(item.at)
    return time ? [{ ...item, time }] : []
  })
  const recent = dated.filter(({ time }) => time >= since)
  const whys = [undatedWhy(list, source), namelessWhy(recent, source)].filter((why) => why !== undefined)
  return {
    seen: list.length === 0 || dated.length > 0,
    changes: recent.map((item) => changeOf(name, item)),
    unseen: whys.length === 0 ? [] : [{ source: name, why: whys.join('; ') }],
  }
}
