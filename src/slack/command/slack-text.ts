/**
 * What a person typed, from what Slack made of it: links and mentions back to their text, `&amp;` `&lt;` `&gt;` undone
 * last. https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function readSlackText(text: string): string {
  return text
    .replace(/<mailto:[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<(https?:\/\/[^|>\s]+)(?:\|[^>]*)?>/g, '$1')
    .replace(/<[@#!][^|>]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ')
}

/** Removes mentions of users (`<@U…>`) from a raw message text: what is left is the command. */
export function withoutMentions(text: string): string {
  return text.replace(/<@[UW][A-Z0-9]*(?:\|[^>]*)?>[:,]?/g, ' ').trim()
}

/** Undoes what keyboards and Slack do to code: typographic quotes and dashes, code fences. */
export function asTypedCode(text: string): string {
  return text
    .replace(/```/g, '')
    .replace(/^`([^`]*)`$/, '$1')
    .replace(/[“”„‟]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/(^|\s)[—–](?=[a-z])/g, '$1--')
    .trim()
}
