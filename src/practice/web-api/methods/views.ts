import { z } from 'zod'
import { checkView, type ViewContent } from '../../block-kit/check-view.ts'
import { findPerson } from '../../workspace/find.ts'
import type { View } from '../../workspace/state.ts'
import { exchangeTrigger } from '../../workspace/triggers.ts'
import { checkHash, homeOf, openModal, publishHome, pushModal, replaceContent, viewJson } from '../../workspace/views.ts'
import { ApiRefusal } from '../api-refusal.ts'
import { defineMethod, JsonText, TIER } from '../method.ts'

/** The view given, read strictly. @throws `invalid_arguments`, `view_too_large` */
export function readView(value: unknown, type: 'modal' | 'home'): ViewContent {
  const checked = checkView(value, type)
  if (!checked.ok) throw new ApiRefusal(checked.error, checked.messages)
  return checked.content
}

const Triggered = z.looseObject({ trigger_id: z.string(), view: JsonText })

/** docs.slack.dev/reference/methods/views.open */
export const viewsOpen = defineMethod({
  scope: null,
  perMinute: TIER.four,
  args: Triggered,
  run(args, { workspace }) {
    const content = readView(args.view, 'modal')
    const trigger = exchangeTrigger(workspace, args.trigger_id)
    return { view: viewJson(openModal(workspace, trigger, content)) }
  },
})

/** Only what was done in a modal may push another. docs.slack.dev/reference/methods/views.push */
export const viewsPush = defineMethod({
  scope: null,
  perMinute: TIER.four,
  args: Triggered,
  run(args, { workspace }) {
    const content = readView(args.view, 'modal')
    const trigger = exchangeTrigger(workspace, args.trigger_id)
    if (!trigger.view) throw new ApiRefusal('invalid_trigger_id')
    return { view: viewJson(pushModal(workspace, trigger.user, content)) }
  },
})

/** docs.slack.dev/reference/methods/views.update */
export const viewsUpdate = defineMethod({
  scope: null,
  perMinute: TIER.four,
  args: z.looseObject({ view_id: z.string().optional(), external_id: z.string().optional(), hash: z.string().optional(), view: JsonText }),
  run(args, { workspace }) {
    const wanted = (view: View) => (args.view_id ? view.id === args.view_id : view.content.external_id === args.external_id)
    if (!args.view_id && !args.external_id) throw new ApiRefusal('invalid_arguments', ['[ERROR] missing required field: view_id'])
    const view = workspace.state.views.find(wanted)
    if (!view) throw new ApiRefusal('not_found')
    const content = readView(args.view, view.content.type)
    checkHash(view, args.hash)
    return { view: viewJson(replaceContent(workspace, view, content)) }
  },
})

/** docs.slack.dev/reference/methods/views.publish */
export const viewsPublish = defineMethod({
  scope: null,
  perMinute: TIER.four,
  args: z.looseObject({ user_id: z.string(), hash: z.string().optional(), view: JsonText }),
  run(args, { workspace }) {
    const person = findPerson(workspace, args.user_id)
    const content = readView(args.view, 'home')
    checkHash(homeOf(workspace, person.id), args.hash)
    return { view: viewJson(publishHome(workspace, person.id, content)) }
  },
})
