/**
 * What a person typed, from what Slack made of it: links and mentions back to their text, `&amp;` `&lt;` `&gt;` undone
 * last. https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function readSlackText(text: string): string {
  return text
    .replace(/<mailto:[^|<>]*\|([^<>]*)>/g, '$1')
    .replace(/<(https?:\/\/[^|<>\s]+)(?:\|[^<>]*)?>/g, '$1')
    .replace(/<[@#!][^|<>]*\|([^<>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ')
}

/** Removes mentions of users (`<@U…>`) from a raw message text: what is left is the command. */
export function withoutMentions(text: string): string {
  return text.replace(/<@[UW][A-Z0-9]*(?:\|[^<>]*)?>[:,]?/g, ' ').trim()
}

/** Undoes what keyboards, browsers and Slack do to code: typographic quotes and dashes, code fences, a prompt, cmd's carets. */
export function asTypedCode(text: string): string {
  return withoutCarets(text)
    .replace(/```/g, '')
    .replace(/^\s*[$#>%]\s+/, '')
    .replace(/^`([^`]*)`$/, '$1')
    .replace(/[“”„‟]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/(^|\s)[—–](?=[a-z])/g, '$1--')
    .trim()
}

/** "Copy as cURL (cmd)" escapes by `^` and doubles quotes: as a POSIX shell would have it. */
function withoutCarets(text: string): string {
  if (!/\^"|\^\r?\n/.test(text)) return text
  return text
    .replace(/\^\r?\n/g, ' ')
    .replace(/\^([\s\S])/g, '$1')
    .replace(/(?<=[^\s\\])""(?=\S)/g, '\\"')
}
