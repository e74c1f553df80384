import { html } from '../html.js'
import { Mrkdwn, Plain } from './draw-mrkdwn.js'

/** A Block Kit text object. */
export function TextObject({ text }) {
  if (text.type === 'mrkdwn') return html`<${Mrkdwn} text=${text.text} verbatim=${text.verbatim} />`
  return text.emoji === false ? text.text : html`<${Plain} text=${text.text} />`
}
