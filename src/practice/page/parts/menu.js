import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { html } from '../html.js'

/**
 * A button that opens a list of entries; arrow keys, Home, End and Escape work.
 * @param {{ label: string, face: unknown, entries: { label: unknown, hint?: string, onPick: () => void }[], className?: string, align?: 'left' | 'right' }} props
 */
export function Menu({ label, face, entries, className = '', align = 'right', disabled = false }) {
  const [open, setOpen] = useState(false)
  const root = useRef(null)
  const list = useRef(null)
  useLayoutEffect(() => {
    if (!open) return undefined
    stayInSight(list.current)
    list.current.querySelector('button')?.focus()
    const leave = (event) => !root.current?.contains(event.target) && setOpen(false)
    document.addEventListener('pointerdown', leave)
    return () => document.removeEventListener('pointerdown', leave)
  }, [open])
  const pick = (entry) => {
    setOpen(false)
    root.current?.querySelector('button')?.focus()
    entry.onPick()
  }
  return html`<div class=${`menu ${className}`} ref=${root} onKeyDown=${(event) => moveInMenu(event, { list: list.current, root: root.current, close: () => setOpen(false) })}>
    <button type="button" class="menu-face" aria-haspopup="menu" aria-expanded=${open} aria-label=${label} title=${label} disabled=${disabled} onClick=${() => setOpen(!open)}>${face}</button>
    ${
      open &&
      html`<div class=${`menu-list ${align}`} role="menu" aria-label=${label} ref=${list}>
      ${entries.map(
        (entry, index) => html`<button key=${index} type="button" role="menuitem" tabindex="-1" onClick=${() => pick(entry)}>
        <span>${entry.label}</span>${entry.hint && html`<small>${entry.hint}</small>`}
      </button>`,
      )}
    </div>`
    }
  </div>`
}

/** Opens upwards or to the left where there is no room below or to the right. */
function stayInSight(list) {
  const bounds = list.closest('.messages, .home, .modal-body')?.getBoundingClientRect() ?? {
    bottom: innerHeight,
    top: 0,
    right: innerWidth,
  }
  const { bottom, top, right, height } = list.getBoundingClientRect()
  if (bottom > bounds.bottom && top - height > bounds.top) list.classList.add('up')
  if (right > Math.min(bounds.right, innerWidth) - 8) list.classList.add('leftwards')
}

function moveInMenu(event, { list, root, close }) {
  if (!list) return
  const entries = [...list.querySelectorAll('button')]
  const at = entries.indexOf(document.activeElement)
  const to = {
    ArrowDown: (at + 1) % entries.length,
    ArrowUp: (at - 1 + entries.length) % entries.length,
    Home: 0,
    End: entries.length - 1,
  }[event.key]
  if (to !== undefined) {
    event.preventDefault()
    entries[to].focus()
  } else if (event.key === 'Escape') {
    event.stopPropagation()
    close()
    root.querySelector('button').focus()
  } else if (event.key === 'Tab') close()
}
