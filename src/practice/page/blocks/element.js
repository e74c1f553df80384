import { useState } from 'preact/hooks'
import { html } from '../html.js'
import { Confirm } from '../parts/confirm.js'
import { Icon } from '../parts/icons.js'
import { Menu } from '../parts/menu.js'
import { placeOfPermalink } from '../permalink.js'
import { TextObject } from '../text/text-object.js'
import { useWorkspace } from '../workspace-context.js'
import { Field } from './field.js'
import { keyOf } from './use-surface.js'

/** An element that acts as soon as it is used, after its question if it has one. */
export function Element({ element, block, surface }) {
  const [asking, setAsking] = useState(null)
  const busy = surface.busy === keyOf(block, element)
  const act = (picked) => (element.confirm ? setAsking({ picked }) : surface.act(block, element, picked))
  const yes = () => {
    setAsking(null)
    surface.act(block, element, asking.picked)
  }
  return html`<${Face} element=${element} block=${block} surface=${surface} act=${act} busy=${busy} />
    ${asking && html`<${Confirm} confirm=${element.confirm} onYes=${yes} onNo=${() => setAsking(null)} />`}`
}

function Face({ element, block, surface, act, busy }) {
  const follow = useFollow()
  if (element.type === 'button') return html`<${Button} element=${element} act=${act} follow=${follow} busy=${busy} />`
  if (element.type === 'overflow') {
    const entries = element.options.map((option) => ({
      label: html`<${TextObject} text=${option.text} />`,
      hint: option.description?.text,
      onPick: () => pick(option, { act, follow }),
    }))
    return html`<${Menu} label="More actions" className=${`overflow ${busy ? 'busy' : ''}`} face=${html`<${Icon} name="more" />`} entries=${entries} disabled=${busy} />`
  }
  const value = surface.values[block.block_id]?.[element.action_id] ?? {}
  return html`<${Field} element=${element} block=${block} surface=${surface} value=${value} onChange=${act} label=${element.placeholder?.text ?? 'Choose'} busy=${busy} />`
}

function pick(option, { act, follow }) {
  follow(option.url)
  act({ selected_option: option })
}

/** Follows the address of a button or entry, if it has one: here when it leads here. */
function useFollow() {
  const { around, go } = useWorkspace()
  return (url) => {
    const place = url && placeOfPermalink(url, around.channels)
    if (place) go(place)
    else if (/^https?:/.test(url ?? '')) open(url, '_blank', 'noopener,noreferrer')
  }
}

function Button({ element, act, follow, busy }) {
  const press = () => {
    follow(element.url)
    act({})
  }
  return html`<button type="button" class=${`button ${element.style ?? ''} ${busy ? 'busy' : ''}`} aria-label=${element.accessibility_label} aria-busy=${busy} disabled=${busy} onClick=${press}>
    <${TextObject} text=${element.text} />
  </button>`
}
