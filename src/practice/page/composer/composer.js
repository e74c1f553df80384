import { useEffect, useRef, useState } from 'preact/hooks'
import { html } from '../html.js'
import { Icon } from '../parts/icons.js'
import { useWorkspace } from '../workspace-context.js'
import { Hints } from './hints.js'
import { hintsFor } from './hints-for.js'
import { useHistory } from './history.js'
import { sendTyped } from './send-typed.js'

/** The message box: Enter sends, Shift and Enter breaks the line, arrow up brings back what was sent. */
export function Composer({ channel, threadTs }) {
  const workspace = useWorkspace()
  const [text, setText] = useState('')
  const [picked, setPicked] = useState(0)
  const [hidden, setHidden] = useState(false)
  const box = useRef(null)
  const history = useHistory()
  const hints = hidden ? [] : hintsFor(text, { people: workspace.around.people, inThread: Boolean(threadTs) })
  useGrow(box, text)
  useEffect(() => offer(workspace.composer, { box, threadTs, fill }), [])

  function fill(next) {
    setText(next)
    setPicked(0)
    setHidden(true)
    box.current.focus()
    requestAnimationFrame(() => box.current?.setSelectionRange(next.length, next.length))
  }
  const typed = ({ target }) => {
    setHidden(false)
    setPicked(0)
    setText(target.value)
  }
  const send = async () => {
    const words = text.trim()
    if (!words) return
    history.add(words)
    setText('')
    const done = await sendTyped(workspace, { channel, threadTs, typed: words })
    if (done?.failure) setText((since) => since || words)
  }
  const keyed = (event) => keyPressed(event, { text, hints, picked, setPicked, fill, send, history, hide: () => setHidden(true) })
  const placeholder = threadTs
    ? 'Reply… (@why403 asks the app)'
    : `Message ${channel.kind === 'im' ? '' : '#'}${channel.name}, or /why403 …`
  return html`<div class="composer">
    <${Hints} hints=${hints} picked=${picked} onPick=${(hint) => fill(hint.fill)} />
    <div class="composer-box">
      <textarea ref=${box} id=${threadTs ? undefined : 'composer'} rows="1" value=${text} placeholder=${placeholder} aria-label=${placeholder} spellcheck=${false}
        onInput=${typed} onKeyDown=${keyed}></textarea>
      <button type="button" class="send" aria-label="Send" disabled=${!text.trim()} onClick=${send}><${Icon} name="send" /></button>
    </div>
  </div>`
}

function keyPressed(event, { text, hints, picked, setPicked, fill, send, history, hide }) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const recalled = step && hints.length === 0 ? history.step(step, text) : undefined
  let work
  if (hints.length > 0 && step) work = () => setPicked((picked + step + hints.length) % hints.length)
  else if (hints.length > 0 && event.key === 'Tab') work = () => fill(hints[picked].fill)
  else if (hints.length > 0 && event.key === 'Escape') work = hide
  else if (recalled !== undefined) work = () => fill(recalled)
  else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) work = send
  if (!work) return
  event.preventDefault()
  work()
}

function offer(slot, { box, threadTs, fill }) {
  if (threadTs) return undefined
  slot.current = { fill, focus: () => box.current?.focus() }
  box.current?.focus({ preventScroll: true })
  return () => {
    slot.current = null
  }
}

function useGrow(box, text) {
  useEffect(() => {
    box.current.style.height = 'auto'
    box.current.style.height = `${Math.min(box.current.scrollHeight, 220)}px`
  }, [text])
}
