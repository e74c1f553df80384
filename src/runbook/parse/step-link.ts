/** Where a link between runbooks leads: a file of the same folder and, when it names one, a step. */
type StepLink = { file: string; slug: string | undefined }

const STEP_LINK = /^(?:\.\/)?([^/\\?#:]+\.md)?(?:#(.*))?$/i

/** Reads `#slug`, `file.md`, `./file.md#slug`; null for any other link, which leads out of the runbooks. */
export function parseStepLink(fromFile: string, url: string): StepLink | null {
  const match = STEP_LINK.exec(url)
  if (!match || url === '' || url === '#') return null
  const [, file, slug] = match
  return { file: file === undefined ? fromFile : decode(file), slug: slug ? decode(slug) : undefined }
}

/** Whether `url` leaves the runbooks for the web. */
export function isExternalLink(url: string): boolean {
  return /^https?:\/\//i.test(url)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
