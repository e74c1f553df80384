import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { Confirm, isAmong, Option, OptionGroup } from './options.ts'
import { plainText } from './text-object.ts'

const common = {
  action_id: z.string().min(1).max(LIMITS.actionId).optional(),
  placeholder: plainText(LIMITS.placeholder).optional(),
  confirm: Confirm.optional(),
  focus_on_load: z.boolean().optional(),
}
const menu = {
  options: z.array(Option).min(1).max(LIMITS.options).optional(),
  option_groups: z.array(OptionGroup).min(1).max(LIMITS.options).optional(),
}
const many = { max_selected_items: z.int().min(1).optional() }
const ids = z.array(z.string())

const StaticSelect = z
  .strictObject({ type: z.literal('static_select'), ...common, ...menu, initial_option: Option.optional() })
  .refine((select) => Boolean(select.options) !== Boolean(select.option_groups), 'exactly one of options and option_groups')
  .refine((select) => !select.initial_option || isAmong(select, select.initial_option), 'initial_option must be one of options')

const MultiStaticSelect = z
  .strictObject({ type: z.literal('multi_static_select'), ...common, ...menu, ...many, initial_options: z.array(Option).optional() })
  .refine((select) => Boolean(select.options) !== Boolean(select.option_groups), 'exactly one of options and option_groups')
  .refine((select) => (select.initial_options ?? []).every((one) => isAmong(select, one)), 'initial_options must be among options')

const conversations = { response_url_enabled: z.boolean().optional() }

/** A menu of which one is picked. */
export const Select = z.discriminatedUnion('type', [
  StaticSelect,
  z.strictObject({
    type: z.literal('external_select'),
    ...common,
    min_query_length: z.int().min(0).optional(),
    initial_option: Option.optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...common, initial_user: z.string().optional() }),
  z.strictObject({ type: z.literal('channels_select'), ...common, ...conversations, initial_channel: z.string().optional() }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...common,
    ...conversations,
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
    filter: z.looseObject({}).optional(),
  }),
])

/** A menu of which several are picked. */
export const MultiSelect = z.discriminatedUnion('type', [
  MultiStaticSelect,
  z.strictObject({ type: z.literal('multi_users_select'), ...common, ...many, initial_users: ids.optional() }),
  z.strictObject({ type: z.literal('multi_channels_select'), ...common, ...many, initial_channels: ids.optional() }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...common,
    ...many,
    initial_conversations: ids.optional(),
    default_to_current_conversation: z.boolean().optional(),
    filter: z.looseObject({}).optional(),
  }),
])
