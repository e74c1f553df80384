import { z } from 'zod'
import type { Block } from '../block-kit/blocks.ts'
import { checkMessageBlocks } from '../block-kit/check-blocks.ts'
import { METADATA_MAX_BYTES } from '../block-kit/limits.ts'
import type { Message } from '../workspace/state.ts'
import { ApiRefusal } from './api-refusal.ts'
import { JsonText } from './method.ts'

/** What messages are made of, in every method that writes one. */
export const messageFields = {
  text: z.string().optional(),
  blocks: JsonText.optional(),
  metadata: JsonText.optional(),
}

const Metadata = z.object({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) })

/** The blocks given, read strictly; undefined when none were. */
export function readBlocks(value: unknown): Block[] | undefined {
  if (value === undefined || value === null) return undefined
  const checked = checkMessageBlocks(value)
  if (!checked.ok) throw new ApiRefusal(checked.error, checked.messages)
  return checked.blocks
}

/** The metadata given. @throws `invalid_metadata_format`, `metadata_too_large` */
export function readMetadata(value: unknown): Message['metadata'] {
  if (value === undefined || value === null) return undefined
  const parsed = Metadata.safeParse(value)
  if (!parsed.success) throw new ApiRefusal('invalid_metadata_format')
  if (JSON.stringify(parsed.data).length > METADATA_MAX_BYTES) throw new ApiRefusal('metadata_too_large')
  return parsed.data
}
