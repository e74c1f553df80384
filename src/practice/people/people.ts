import type { PlacedElement } from '../block-kit/walk-blocks.ts'
import type { Core } from '../core.ts'
import type { Delivery } from '../delivery/sender.ts'
import { findChannel, findPerson } from '../workspace/find.ts'
import { APP, type Message, type View } from '../workspace/state.ts'
import { homeOf, modalsOf } from '../workspace/views.ts'
import { act } from './act.ts'
import { findElement, findMenu, pickedFields } from './find-element.ts'
import { filledValues, initialValues } from './input-values.ts'
import { openHome } from './open-home.ts'
import { runCommand } from './run-command.ts'
import { inviteApp, say } from './say.ts'
import { globalShortcut, messageShortcut } from './shortcuts.ts'
import { closeView, type Submitted, submitView } from './submit-view.ts'
import { until } from './until.ts'

/** Which messages: those of a channel or of one thread, as `viewer` sees them (without: what everybody sees). */
type MessageFilter = { channel?: string; thread?: string; viewer?: string; byApp?: boolean }

/**
 * What people do and see. A user is an id or a name (`ada`), a channel an id or a name (`incidents`). What they do
 * resolves when the app has answered or its time is over.
 */
export type People = {
  command(user: string, channel: string, text: string): Promise<Delivery>
  /** A message; `event` settles when its mention, if it has one, is delivered. */
  say(user: string, channel: string, text: string, threadTs?: string): { message: Message; event: Promise<Delivery | null> }
  /** `@why403 TEXT`, delivered. */
  mention(user: string, channel: string, text: string, threadTs?: string): Promise<Message>
  /** Presses the button with this label or action id. */
  press(user: string, on: Message | View, name: string): Promise<Delivery>
  /** Picks an entry of a menu by its text or value; `name` says which menu when several offer it. */
  choose(user: string, on: Message | View, choice: string | readonly string[], name?: string): Promise<Delivery>
  /** Fills the inputs (by label, block id or action id), leaves the others as they are, and submits. */
  submit(user: string, view: View, filled?: Readonly<Record<string, unknown>>): Promise<Submitted>
  close(user: string, view: View): Promise<void>
  messageShortcut(user: string, message: Message, callbackId?: string): Promise<Delivery>
  globalShortcut(user: string, callbackId?: string): Promise<Delivery>
  openHome(user: string): Promise<Delivery>
  invite(user: string, channel: string): void
  messages(filter?: MessageFilter): Message[]
  /** The top modal of a person. */
  modal(user: string): View | undefined
  home(user: string): View | undefined
  /** Waits for `look` to find something, looking again after each change. Rejects after `timeoutMs` (5,000). */
  until<T>(look: () => T | undefined | null | false, timeoutMs?: number): Promise<T>
}

/** People with hands on `core`. */
export function createPeople(core: Core): People {
  const { workspace } = core
  const idOf = (user: string) => findPerson(workspace, user).id
  return {
    command: (user, channel, text) => runCommand(core, { user, channel, text }),
    say: (user, channel, text, threadTs) => say(core, { user, channel, text, ...(threadTs ? { threadTs } : {}) }),
    async mention(user, channel, text, threadTs) {
      const said = say(core, { user, channel, text: `@${APP.name} ${text}`, ...(threadTs ? { threadTs } : {}) })
      await said.event
      return said.message
    },
    press: (user, on, name) => actOn(core, { user, on, placed: findElement(on, name), picked: {} }),
    choose(user, on, choice, name) {
      const placed = findMenu(on, String([choice].flat()[0]), name)
      return actOn(core, { user, on, placed, picked: pickedFields(placed, choice) })
    },
    submit: (user, view, filled = {}) => submitView(core, { user, view, values: filledValues(view, filled) }),
    close: (user, view) => closeView(core, { user, view }),
    messageShortcut: (user, message, callbackId = 'why403_from_message') => messageShortcut(core, { user, message, callbackId }),
    globalShortcut: (user, callbackId = 'why403_start') => globalShortcut(core, { user, callbackId }),
    openHome: (user) => openHome(core, user),
    invite: (user, channel) => inviteApp(core, { user, channel }),
    messages: (filter = {}) => messagesOf(core, filter),
    modal: (user) => modalsOf(workspace, idOf(user)).at(-1),
    home: (user) => homeOf(workspace, idOf(user)),
    until: (look, timeoutMs) => until(workspace, look, timeoutMs),
  }
}

type Touch = { user: string; on: Message | View; placed: PlacedElement; picked: object }

function actOn(core: Core, { user, on, placed, picked }: Touch): Promise<Delivery> {
  const values = 'content' in on ? initialValues(on) : {}
  const ids = { blockId: placed.block.block_id ?? '', actionId: placed.element.action_id ?? '' }
  return act(core, { user, on, ...ids, values, picked: { ...picked } })
}

function messagesOf({ workspace }: Core, filter: MessageFilter): Message[] {
  const channel = filter.channel && findChannel(workspace, filter.channel).id
  const viewer = filter.viewer && findPerson(workspace, filter.viewer).id
  return workspace.state.messages.filter(
    (message) =>
      (!channel || message.channel === channel) &&
      (!filter.thread || message.threadTs === filter.thread || message.ts === filter.thread) &&
      (!message.onlyFor || message.onlyFor === viewer) &&
      (filter.byApp === undefined || message.byApp === filter.byApp),
  )
}
