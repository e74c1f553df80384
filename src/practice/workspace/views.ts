import type { ViewContent } from '../block-kit/check-view.ts'
import { MODAL_STACK_MAX } from '../block-kit/limits.ts'
import { ApiRefusal } from '../web-api/api-refusal.ts'
import { shortId } from './short-id.ts'
import { APP, type View } from './state.ts'
import type { Workspace } from './workspace.ts'

/** The modals that a person has open, lowest first. */
export function modalsOf({ state }: Workspace, user: string): View[] {
  return state.views.filter((view) => view.user === user && view.content.type === 'modal')
}

/** A person's home tab, once the app has published one. */
export function homeOf({ state }: Workspace, user: string): View | undefined {
  return state.views.find((view) => view.user === user && view.content.type === 'home')
}

/** Opens a modal in place of whatever modals the person had open. */
export function openModal(workspace: Workspace, { user, channel }: { user: string; channel?: string }, content: ViewContent): View {
  checkExternalId(workspace, content)
  closeModals(workspace, user)
  return addView(workspace, { user, content, ...(channel ? { channel } : {}) })
}

/** Lays a modal on the person's open ones. @throws `push_limit_reached`, `not_found` */
export function pushModal(workspace: Workspace, user: string, content: ViewContent): View {
  checkExternalId(workspace, content)
  const stack = modalsOf(workspace, user)
  const top = stack.at(-1)
  if (!top) throw new ApiRefusal('not_found')
  if (stack.length >= MODAL_STACK_MAX) throw new ApiRefusal('push_limit_reached')
  return addView(workspace, { user, content, rootId: top.rootId, previousId: top.id, ...(top.channel ? { channel: top.channel } : {}) })
}

/** Sets a person's home tab. */
export function publishHome(workspace: Workspace, user: string, content: ViewContent): View {
  const there = homeOf(workspace, user)
  return there ? replaceContent(workspace, there, content) : addView(workspace, { user, content })
}

/** Gives a view new content and a new hash. */
export function replaceContent(workspace: Workspace, view: View, content: ViewContent): View {
  view.content = content
  view.hash = newHash(workspace)
  workspace.changed()
  return view
}

/** Closes the person's top modal, or all of them. */
export function closeModals(workspace: Workspace, user: string, only?: View): void {
  const { state } = workspace
  state.views = state.views.filter((view) => view.user !== user || view.content.type === 'home' || (only && view.id !== only.id))
  workspace.changed()
}

/** @throws `hash_conflict` when someone changed the view since `hash` was read. */
export function checkHash(view: View | undefined, hash: string | undefined): void {
  if (hash && view && view.hash !== hash) throw new ApiRefusal('hash_conflict')
}

function addView(workspace: Workspace, made: Pick<View, 'user' | 'content'> & Partial<View>): View {
  const id = shortId(workspace, 'V')
  const view: View = { id, rootId: id, previousId: null, hash: newHash(workspace), ...made }
  workspace.state.views.push(view)
  workspace.changed()
  return view
}

function newHash(workspace: Workspace): string {
  return `${Math.floor(workspace.now().getTime() / 1000)}.${workspace.newId().slice(0, 8)}`
}

function checkExternalId({ state }: Workspace, content: ViewContent): void {
  const taken = content.external_id && state.views.some((view) => view.content.external_id === content.external_id)
  if (taken) throw new ApiRefusal('duplicate_external_id')
}

/** A view as Slack's API and payloads show it. */
export function viewJson(view: View, values: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: view.id,
    team_id: APP.teamId,
    app_id: APP.appId,
    app_installed_team_id: APP.teamId,
    bot_id: APP.botId,
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    ...(view.content.type === 'modal' ? { submit: null, close: null } : {}),
    ...view.content,
    state: { values },
  }
}
