import { useLayoutEffect, useRef } from 'preact/hooks'
import { html } from '../html.js'

/** A dialog above everything: focus stays in it, Escape and the shade close it through `onClose`. */
export function Dialog({ label, className = '', onClose, children }) {
  const element = useRef(null)
  const mounted = useRef(true)
  useLayoutEffect(() => {
    const dialog = element.current
    const before = document.activeElement
    dialog.showModal()
    dialog.querySelector('.modal-body input, .modal-body textarea, .modal-body select, [autofocus]')?.focus()
    return () => {
      mounted.current = false
      dialog.close()
      before?.focus?.()
    }
  }, [])
  const cancel = (event) => {
    event.preventDefault()
    onClose()
  }
  return html`<dialog ref=${element} class=${`dialog ${className}`} aria-label=${label} onCancel=${cancel} onClose=${() => mounted.current && onClose()} onPointerDown=${(event) => event.target === element.current && onClose()}>
    ${children}
  </dialog>`
}
