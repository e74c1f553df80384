import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { anyText, plainText } from './text-object.ts'

/** One choice of a menu. */
export const Option = z.strictObject({
  text: plainText(LIMITS.optionText),
  value: z.string().min(1).max(LIMITS.optionValue),
  description: plainText(LIMITS.optionDescription).optional(),
})
export type Option = z.infer<typeof Option>

/** One choice of radio buttons or checkboxes: its texts may hold markup. */
export const RichOption = Option.extend({
  text: anyText(LIMITS.optionText),
  description: anyText(LIMITS.optionDescription).optional(),
})

/** One entry of an overflow menu: it may be a link. */
export const OverflowOption = Option.extend({ url: z.url().max(LIMITS.buttonUrl).optional() })

/** Choices under a heading. */
export const OptionGroup = z.strictObject({
  label: plainText(LIMITS.optionText),
  options: z.array(Option).min(1).max(LIMITS.options),
})

/** The question before an action. */
export const Confirm = z.strictObject({
  title: plainText(LIMITS.confirmTitle),
  text: anyText(LIMITS.confirmText),
  confirm: plainText(LIMITS.confirmButton),
  deny: plainText(LIMITS.confirmButton),
  style: z.enum(['primary', 'danger']).optional(),
})
export type Confirm = z.infer<typeof Confirm>

type Menu = { options?: readonly Option[] | undefined; option_groups?: readonly { options: readonly Option[] }[] | undefined }

/** The choices of a menu, whether or not they are in groups. */
export function optionsOf(menu: Menu): readonly Option[] {
  return menu.options ?? menu.option_groups?.flatMap((group) => group.options) ?? []
}

/** Whether what is chosen at first is among the choices, as Slack demands: every field the same. */
export function isAmong(menu: Menu, chosen: object): boolean {
  return optionsOf(menu).some((option) => JSON.stringify(option) === JSON.stringify(chosen))
}
