import { useRef } from 'preact/hooks'

const KEY = 'why403-practice-history'
const KEPT = 50

/** What was sent before, newest last, kept in this browser. `step(-1)` goes back from an empty or recalled box, `step(1)` forward. */
export function useHistory() {
  const at = useRef(0)
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY) ?? '[]')
    } catch {
      return []
    }
  }
  return {
    add(text) {
      at.current = 0
      localStorage.setItem(KEY, JSON.stringify([...read().filter((one) => one !== text), text].slice(-KEPT)))
    },
    step(by, text) {
      const sent = read()
      const recalled = at.current > 0 && sent.at(-at.current) === text
      if (text !== '' && !recalled) return undefined
      const next = (recalled ? at.current : 0) - by
      if (next < 0 || next > sent.length) return undefined
      at.current = next
      return next === 0 ? '' : sent.at(-next)
    },
  }
}
