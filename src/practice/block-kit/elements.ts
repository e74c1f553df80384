import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { Confirm, isAmong, OverflowOption, RichOption } from './options.ts'
import { MultiSelect, Select } from './selects.ts'
import { plainText } from './text-object.ts'

const actionId = z.string().min(1).max(LIMITS.actionId).optional()
const focus = { focus_on_load: z.boolean().optional() }
const placeholder = { placeholder: plainText(LIMITS.placeholder).optional() }
const dispatch = {
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1) })
    .optional(),
}

/** docs.slack.dev/reference/block-kit/block-elements/button-element */
const Button = z.strictObject({
  type: z.literal('button'),
  text: plainText(LIMITS.buttonText),
  action_id: actionId,
  url: z.url().max(LIMITS.buttonUrl).optional(),
  value: z.string().max(LIMITS.buttonValue).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: Confirm.optional(),
  accessibility_label: z.string().max(LIMITS.accessibilityLabel).optional(),
})

/** docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element */
const Overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  options: z.array(OverflowOption).min(LIMITS.overflowMin).max(LIMITS.overflowMax),
  confirm: Confirm.optional(),
})

const choices = { action_id: actionId, options: z.array(RichOption).min(1).max(LIMITS.choices), confirm: Confirm.optional(), ...focus }

/** docs.slack.dev/reference/block-kit/block-elements/radio-button-group-element */
const RadioButtons = z
  .strictObject({ type: z.literal('radio_buttons'), ...choices, initial_option: RichOption.optional() })
  .refine((radio) => !radio.initial_option || isAmong(radio as never, radio.initial_option), 'initial_option must be one of options')

/** docs.slack.dev/reference/block-kit/block-elements/checkboxes-element */
const Checkboxes = z
  .strictObject({ type: z.literal('checkboxes'), ...choices, initial_options: z.array(RichOption).min(1).optional() })
  .refine((boxes) => (boxes.initial_options ?? []).every((one) => isAmong(boxes as never, one)), 'initial_options must be among options')

/** docs.slack.dev/reference/block-kit/block-elements/date-picker-element */
const DatePicker = z.strictObject({
  type: z.literal('datepicker'),
  action_id: actionId,
  initial_date: z.iso.date().optional(),
  confirm: Confirm.optional(),
  ...focus,
  ...placeholder,
})

/** docs.slack.dev/reference/block-kit/block-elements/time-picker-element */
const TimePicker = z.strictObject({
  type: z.literal('timepicker'),
  action_id: actionId,
  initial_time: z.iso.time({ precision: -1 }).optional(),
  timezone: z.string().optional(),
  confirm: Confirm.optional(),
  ...focus,
  ...placeholder,
})

/** docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const PlainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: actionId,
  initial_value: z.string().max(LIMITS.inputText).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(LIMITS.inputText).optional(),
  max_length: z.int().min(1).max(LIMITS.inputText).optional(),
  ...dispatch,
  ...focus,
  ...placeholder,
})

const typedInput = { action_id: actionId, initial_value: z.string().optional(), ...dispatch, ...focus, ...placeholder }

/** docs.slack.dev/reference/block-kit/block-elements/email-input-element */
const EmailInput = z.strictObject({ type: z.literal('email_text_input'), ...typedInput })

/** docs.slack.dev/reference/block-kit/block-elements/url-input-element */
const UrlInput = z.strictObject({ type: z.literal('url_text_input'), ...typedInput })

/** docs.slack.dev/reference/block-kit/block-elements/number-input-element */
const NumberInput = z.strictObject({
  type: z.literal('number_input'),
  is_decimal_allowed: z.boolean(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
  ...typedInput,
})

/** docs.slack.dev/reference/block-kit/block-elements/image-element */
export const ImageElement = z
  .strictObject({
    type: z.literal('image'),
    image_url: z.url().max(LIMITS.imageUrl).optional(),
    slack_file: z.object({}).optional(),
    alt_text: z.string().min(1).max(LIMITS.imageAlt),
  })
  .refine((image) => Boolean(image.image_url) !== Boolean(image.slack_file), 'exactly one of image_url and slack_file')

/** What a person presses or picks in a message, a modal or the home tab. */
export const ActionElement = z.union([
  z.discriminatedUnion('type', [Button, Overflow, RadioButtons, Checkboxes, DatePicker, TimePicker]),
  Select,
  MultiSelect,
])
export type ActionElement = z.infer<typeof ActionElement>

/** What an input block asks for. */
export const InputElement = z.union([
  z.discriminatedUnion('type', [PlainTextInput, EmailInput, UrlInput, NumberInput, RadioButtons, Checkboxes, DatePicker, TimePicker]),
  Select,
  MultiSelect,
])
export type InputElement = z.infer<typeof InputElement>

/** Any element that carries an action_id. */
export type Element = ActionElement | InputElement
