import { isIP } from 'node:net'
import type { CheckContext } from '../check.ts'
import { CheckFailed } from '../check-failed.ts'

const ADDRESS = /[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+/g

/** The address that others see us come from, as the configured URL tells it, in text or in JSON; or why it is not known. */
export async function askEgress({ ask, target }: CheckContext): Promise<{ egress?: string; unseen?: string }> {
  const url = target.sources.egress
  if (url === undefined) return {}
  try {
    const { status, body } = await ask({ url, maxBytes: 4096 })
    const egress = (body.match(ADDRESS) ?? []).find((text) => isIP(text) !== 0)
    return egress === undefined ? { unseen: `own address: the answer (${status}) holds no address` } : { egress }
  } catch (error) {
    if (error instanceof CheckFailed) return { unseen: `own address: ${error.message}` }
    throw error
  }
}
