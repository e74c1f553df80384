/**
 * Where a permalink of this workspace leads, or null for any other address.
 * @param {string} url
 * @param {{ id: string, name: string, kind: string }[]} channels
 * @returns {{ room: string, thread: string } | null}
 */
export function placeOfPermalink(url, channels, origin = location.origin) {
  const found = /^\/practice\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})(?:\?thread_ts=(\d+\.\d{6}))?/.exec(
    url.startsWith(`${origin}/`) ? url.slice(origin.length) : '',
  )
  const channel = found && channels.find((one) => one.id === found[1])
  if (!channel) return null
  return { room: channel.kind === 'im' ? 'home' : channel.name, thread: found[4] ?? `${found[2]}.${found[3]}` }
}
