import type { Desk } from './desk.ts'
import type { Handlers } from './handlers.ts'
import { onCommand } from './on-command.ts'
import { onEvent } from './on-event.ts'
import { onPress } from './on-press.ts'
import { onShortcut } from './on-shortcut.ts'
import { onSubmission } from './on-submission.ts'

/** Every handler at one desk. */
export function createHandlers(desk: Desk): Handlers {
  return {
    command: (turn) => onCommand(desk, turn),
    event: (turn) => onEvent(desk, turn),
    press: (turn) => onPress(desk, turn),
    shortcut: (turn) => onShortcut(desk, turn),
    submission: (turn) => onSubmission(desk, turn),
  }
}
