import { Buffer } from 'node:buffer'

/** So many letters and digits in a row are compared: every escape leaves them as they are. */
const RUN_MAX = 6
const RUN_MIN = 4

/** The beginnings of the first run of letters and digits that tells something and of the longest; none when all are too short. */
function runsOf(secret: string): string[] {
  const runs = (secret.toLowerCase().match(/[a-z0-9]+/g) ?? []).filter((run) => run.length >= RUN_MIN)
  const longest = runs.reduce((long, run) => (run.length > long.length ? run : long), '')
  return runs.slice(0, 1).flatMap((first) => [first, longest].map((run) => run.slice(0, RUN_MAX)))
}

/** Whatever stands in `text` as base64 or hexadecimal, wherever in it a byte may begin. */
function decodings(text: string): string {
  const base64 = (text.match(/[\w+/-]{6,}/g) ?? []).flatMap((run) =>
    [0, 1, 2, 3].map((at) => Buffer.from(run.slice(at), 'base64').toString('latin1')),
  )
  const hex = (text.match(/[0-9a-f]{8,}/gi) ?? []).flatMap((run) =>
    [0, 1].map((at) => Buffer.from(run.slice(at), 'hex').toString('latin1')),
  )
  return [...base64, ...hex].join('\n')
}

/**
 * Those of `known` that `text` may hold in any form: looking for the others is not worth it. Made for short texts and
 * secrets that are looked for once.
 */
export function nearSecrets(text: string, known: readonly string[]): string[] {
  if (known.length === 0) return []
  const [plain, decoded] = [text.toLowerCase(), decodings(text).toLowerCase()]
  return known.filter((secret) => {
    const runs = runsOf(secret)
    return runs.length === 0 || runs.some((run) => plain.includes(run) || decoded.includes(run.slice(0, RUN_MIN)))
  })
}
