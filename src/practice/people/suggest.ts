import { z } from 'zod'
import { Option, OptionGroup } from '../block-kit/options.ts'
import type { Core } from '../core.ts'
import { interactionParcel } from '../delivery/parcels.ts'
import { findPerson } from '../workspace/find.ts'
import type { View } from '../workspace/state.ts'
import { viewJson } from '../workspace/views.ts'
import { payloadHead } from './payload-parts.ts'

const Answer = z.union([z.object({ options: z.array(Option).max(100) }), z.object({ option_groups: z.array(OptionGroup).max(100) })])

/** Types into an external select of a view: the choices that the app offers, none when it does not answer well. */
export async function suggest(
  core: Core,
  input: { user: string; view: View; blockId: string; actionId: string; typed: string },
): Promise<Option[]> {
  const delivery = await core.send(
    interactionParcel({
      ...payloadHead('block_suggestion', findPerson(core.workspace, input.user)),
      container: { type: 'view', view_id: input.view.id },
      action_id: input.actionId,
      block_id: input.blockId,
      value: input.typed,
      view: viewJson(input.view),
    }),
  )
  if (delivery.outcome !== 'answered' || delivery.status !== 200) return []
  const parsed = Answer.safeParse(JSON.parse(delivery.body || 'null'))
  if (!parsed.success) return []
  return 'options' in parsed.data ? parsed.data.options : parsed.data.option_groups.flatMap((group) => group.options)
}
