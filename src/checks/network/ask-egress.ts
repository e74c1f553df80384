import { isIP } from 'node:net'
import type { CheckContext } from '../check.ts'
import { CheckFailed } from '../check-failed.ts'
import { classifyAddress } from '../prober/address/classify-address.ts'
import type { Unseen } from '../sources/unseen.ts'

const SOURCE = 'own address'
const ANSWER_MAX_BYTES = 16 * 1024
const ADDRESS_CHARS = /[0-9A-Fa-f.:]{2,64}/g

/** Addresses in a text of any form, `Address:192.0.2.1.` among them. */
function addressesIn(text: string): string[] {
  const candidates = (text.match(ADDRESS_CHARS) ?? []).flatMap((word) => [
    word,
    word.replace(/[.:]+$/, ''),
    word.replace(/^[.:]+|[.:]+$/g, ''),
  ])
  return candidates.filter((word) => isIP(word) !== 0)
}

/** The address that others see us come from, as the configured URL tells it in text, JSON or HTML; or why it is not known. */
export async function askEgress({ ask, target }: CheckContext): Promise<{ egress?: string; unseen?: Unseen }> {
  const url = target.sources.egress
  if (url === undefined) return {}
  try {
    const { status, body } = await ask({ url, maxBytes: ANSWER_MAX_BYTES })
    if (status < 200 || status > 299) return { unseen: { source: SOURCE, why: `its service answers ${status}` } }
    const found = addressesIn(body)
    const egress = found.find((address) => classifyAddress(address) === 'public') ?? found[0]
    return egress === undefined ? { unseen: { source: SOURCE, why: `the answer (${status}) holds no address` } } : { egress }
  } catch (error) {
    if (error instanceof CheckFailed) return { unseen: { source: SOURCE, why: error.message } }
    throw error
  }
}
