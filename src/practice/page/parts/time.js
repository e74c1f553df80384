const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', month: 'long', day: 'numeric' })

const dateOf = (ts) => new Date(Number(ts) * 1000)

/** @param {string} ts @returns {string} the time of day of a message */
export const timeOf = (ts) => clock.format(dateOf(ts))

/** @param {string} ts @returns {string} the day of a message: Today, Yesterday, or in full */
export function dayOf(ts, now = new Date()) {
  const name = day.format(dateOf(ts))
  if (name === day.format(now)) return 'Today'
  return name === day.format(new Date(now.getTime() - 86_400_000)) ? 'Yesterday' : name
}

/** @param {string} ts @returns {string} day and time together */
export const whenOf = (ts) => `${dayOf(ts)} at ${timeOf(ts)}`
