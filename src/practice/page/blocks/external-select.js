import { useState } from 'preact/hooks'
import { html } from '../html.js'
import { useWorkspace } from '../workspace-context.js'

/** A menu whose choices the app offers as one types. */
export function ExternalSelect({ id, element, block, surface, value, onChange, label }) {
  const { deed } = useWorkspace()
  const [options, setOptions] = useState([])
  const ask = async (typed) => {
    onChange({ selected_option: options.find((option) => option.text.text === typed) ?? null })
    if (typed.length < (element.min_query_length ?? 3) || !surface.where.view) return
    const came = await deed('suggest', { view: surface.where.view, blockId: block.block_id, actionId: element.action_id, typed })
    setOptions(came.options ?? [])
  }
  return html`<input id=${id} class="field" list=${`${id}-list`} aria-label=${label} placeholder=${element.placeholder?.text} defaultValue=${value.selected_option?.text.text ?? ''} onInput=${(event) => ask(event.target.value)} autocomplete="off" />
    <datalist id=${`${id}-list`}>${options.map((option) => html`<option key=${option.value} value=${option.text.text}></option>`)}</datalist>`
}
