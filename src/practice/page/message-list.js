import { useEffect, useRef } from 'preact/hooks'
import { html } from './html.js'
import { MessageItem } from './message-item.js'
import { dayOf } from './parts/time.js'

const NEAR_END = 160

/** Messages from old to new with the days between them; stays at the end unless someone scrolled up. */
export function MessageList({ messages, inThread = false, children }) {
  const list = useRef(null)
  const atEnd = useRef(true)
  useEffect(() => {
    const element = list.current
    const stay = () => atEnd.current && element.scrollTo({ top: element.scrollHeight })
    const watch = new ResizeObserver(stay)
    for (const child of element.children) watch.observe(child)
    return () => watch.disconnect()
  }, [])
  const note = ({ target }) => {
    atEnd.current = target.scrollHeight - target.scrollTop - target.clientHeight < NEAR_END
  }
  return html`<div class="messages" ref=${list} onScroll=${note} role="log" aria-label="Messages" tabindex="0"><div class="messages-inner">
    ${children}
    ${messages.map((message, index) => {
      const day = dayOf(message.ts)
      const isNew = !inThread && (index === 0 || dayOf(messages[index - 1].ts) !== day)
      return html`${isNew && html`<div class="day" key=${day}><span>${day}</span></div>`}<${MessageItem} key=${message.ts} message=${message} inThread=${inThread} />`
    })}
  </div></div>`
}
