import type { Workspace } from '../workspace/workspace.ts'

const URL_IN_TEXT = /https?:\/\/[^\s<>|]+/g

/** What a person typed, escaped as Slack stores it: `&`, `<` and `>` as entities. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Typed `@name` and `#channel` as Slack's `<@U…|name>` and `<#C…|name>`; names nobody bears stay. */
function resolveNames({ state }: Workspace, text: string, withNames: boolean): string {
  const label = (name: string) => (withNames ? `|${name}` : '')
  return text
    .replace(/(^|\s)@([a-z0-9-]+)/g, (all, before, name) => {
      const person = state.people.find((one) => one.name === name)
      return person ? `${before}<@${person.id}${label(name)}>` : all
    })
    .replace(/(^|\s)#([a-z0-9-]+)/g, (all, before, name) => {
      const channel = state.channels.find((one) => one.name === name)
      return channel ? `${before}<#${channel.id}|${name}>` : all
    })
}

/** A typed message as Slack stores it: escaped, names resolved, addresses as links. */
export function messageText(workspace: Workspace, typed: string): string {
  const linked = escapeText(typed).replace(URL_IN_TEXT, (url) => `<${url}>`)
  return resolveNames(workspace, linked, false)
}

/** A command's text as Slack sends it (`should_escape`): escaped, names resolved, addresses as typed. */
export function commandText(workspace: Workspace, typed: string): string {
  return resolveNames(workspace, escapeText(typed), true)
}
