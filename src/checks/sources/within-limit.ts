import { CheckFailed } from '../check-failed.ts'

/** What `work` brings, if it does within `limitMs`; the work itself goes on. @throws CheckFailed (`timeout`) with the words `late` */
export async function withinLimit<T>(work: Promise<T>, { limitMs, late }: { limitMs: number; late: string }): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new CheckFailed('timeout', late)), limitMs)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}
