import type { Button, ContextBlock, DividerBlock, MrkdwnElement, Overflow, PlainTextOption, SectionBlock, StaticSelect } from '@slack/types'
import type { ActionId } from '../action-id.ts'
import { type ButtonValue, writeValue } from '../button-value.ts'
import {
  BUTTON_TEXT_MAX,
  CONFIRM_BUTTON_MAX,
  CONFIRM_TEXT_MAX,
  CONFIRM_TITLE_MAX,
  CONTEXT_ELEMENTS_MAX,
  OPTION_TEXT_MAX,
  OPTIONS_MAX,
  OVERFLOW_OPTIONS_MAX,
  PLACEHOLDER_MAX,
  SECTION_TEXT_MAX,
} from './limits.ts'
import { clip, marked, plain } from './text.ts'

/** A section of mrkdwn that is escaped already. */
export function section(text: string): SectionBlock {
  return { type: 'section', text: marked(clip(text, SECTION_TEXT_MAX)) }
}

/** Small grey lines of mrkdwn that is escaped already. */
export function context(...lines: string[]): ContextBlock {
  const elements: MrkdwnElement[] = lines.slice(0, CONTEXT_ELEMENTS_MAX).map((line) => marked(clip(line, SECTION_TEXT_MAX)))
  return { type: 'context', elements }
}

/** A line across. */
export const divider: DividerBlock = { type: 'divider' }

type ButtonInput = { action: ActionId; label: string; value: ButtonValue; suffix?: number; style?: 'primary' | 'danger'; confirm?: Confirm }
type Confirm = { title: string; text: string; yes: string; no: string }

/** A button; `suffix` tells the buttons of one block apart, since an action id must be unique in it. */
export function button({ action, label, value, suffix, style, confirm }: ButtonInput): Button {
  return {
    type: 'button',
    action_id: suffix === undefined ? action : `${action}:${suffix}`,
    text: plain(label, BUTTON_TEXT_MAX),
    value: writeValue(value),
    ...(style ? { style } : {}),
    ...(confirm
      ? {
          confirm: {
            title: plain(confirm.title, CONFIRM_TITLE_MAX),
            text: plain(confirm.text, CONFIRM_TEXT_MAX),
            confirm: plain(confirm.yes, CONFIRM_BUTTON_MAX),
            deny: plain(confirm.no, CONFIRM_BUTTON_MAX),
            ...(style === 'danger' ? { style } : {}),
          },
        }
      : {}),
  }
}

type OptionInput = { label: string; value: ButtonValue }

/** The "…" menu; at most five options are drawn. Older Slack clients want at least two. */
export function overflow(action: ActionId, options: readonly OptionInput[]): Overflow {
  return { type: 'overflow', action_id: action, options: options.slice(0, OVERFLOW_OPTIONS_MAX).map(option) }
}

/** A select menu of what does not fit into buttons. */
export function select(action: ActionId, placeholder: string, options: readonly OptionInput[]): StaticSelect {
  return {
    type: 'static_select',
    action_id: action,
    placeholder: plain(placeholder, PLACEHOLDER_MAX),
    options: options.slice(0, OPTIONS_MAX).map(option),
  }
}

function option({ label, value }: OptionInput): PlainTextOption {
  return { text: plain(label, OPTION_TEXT_MAX), value: writeValue(value) }
}
