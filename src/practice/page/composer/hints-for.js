/** @typedef {{ title: string, says: string, fill: string }} Hint */

const COMMANDS = [
  { title: '/why403 [METHOD] URL [as IDENTITY]', says: 'Why is this request forbidden?', fill: '/why403 ' },
  { title: '/why403 curl …', says: 'Paste a curl command', fill: '/why403 curl ' },
  { title: '/why403', says: 'Fill in a form', fill: '/why403' },
  { title: '/why403 list', says: 'Open incidents', fill: '/why403 list' },
  { title: '/why403 INC-1', says: 'Show an incident', fill: '/why403 INC-' },
  { title: '/why403 rules WORDS', says: 'Search what was resolved before', fill: '/why403 rules ' },
  { title: '/why403 help', says: 'Everything it can do', fill: '/why403 help' },
  { title: '/invite @why403', says: 'Add the app to this channel', fill: '/invite @why403' },
]

/**
 * What could be meant by what is typed so far: commands after `/`, people after `@`.
 * @param {string} text
 * @param {{ people: { name: string, realName: string }[], inThread: boolean }} around
 * @returns {Hint[]}
 */
export function hintsFor(text, { people, inThread }) {
  if (!inThread && text.startsWith('/') && !text.includes('\n')) {
    return COMMANDS.filter((hint) => hint.fill !== text && hint.fill.startsWith(text))
  }
  const typed = /(^|\s)@([a-z0-9-]*)$/.exec(text)
  if (!typed) return []
  const before = text.slice(0, text.length - typed[2].length - 1)
  return people
    .filter((person) => person.name.startsWith(typed[2]))
    .map((person) => ({ title: `@${person.name}`, says: person.realName, fill: `${before}@${person.name} ` }))
}
