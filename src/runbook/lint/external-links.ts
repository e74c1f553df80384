import { readDraft } from '../parse/read-draft.ts'
import { isExternalLink } from '../parse/step-link.ts'
import type { LintProblem } from '../tree.ts'

/** A link from a runbook to the web. */
type ExternalLink = { file: string; line: number; column: number; url: string }
/** Asks whether a URL still answers: undefined when it does, else why not, in a few words. */
export type CheckLink = (url: string) => Promise<string | undefined>

const AT_ONCE = 8

/** Every link to the web in the files, in order. */
export function externalLinks(files: ReadonlyMap<string, string>): ExternalLink[] {
  return [...files].flatMap(([file, text]) =>
    readDraft(file, text)
      .links.filter(({ url }) => isExternalLink(url))
      .map(({ url, at }) => ({ file, ...at, url })),
  )
}

/** Warnings for the links that are no URL or do not answer. Each URL is asked for once, a few at a time. */
export async function checkExternalLinks(links: readonly ExternalLink[], check: CheckLink): Promise<LintProblem[]> {
  const urls = [...new Set(links.map(({ url }) => url))]
  const whyByUrl = new Map<string, string | undefined>()
  const next = async (): Promise<void> => {
    for (let url = urls.pop(); url !== undefined; url = urls.pop()) {
      whyByUrl.set(url, URL.canParse(url) ? await check(url) : 'it is no URL')
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  return links.flatMap(({ url, ...place }) => {
    const why = whyByUrl.get(url)
    const found = `a link to \`${url}\` (${why})`
    return why
      ? [{ ...place, severity: 'warning', rule: 'external-link', found, expected: 'a page that answers' } satisfies LintProblem]
      : []
  })
}
