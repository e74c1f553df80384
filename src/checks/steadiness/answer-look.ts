import type { Exchange } from '../../exchange.ts'
import { visibleText } from '../visible-text.ts'

const TEXT_MAX = 400

function textOf({ response }: Exchange): string {
  return visibleText(response?.body ?? '', TEXT_MAX).replace(/[0-9a-f-]{8,}|\d+/gi, '#')
}

/** What an answer looks like without what changes on each: status, server and text, numbers and ids left out; '' without an answer. */
export function answerLook(exchange: Exchange | null): string {
  return exchange?.response ? `${headOf(exchange)} ${textOf(exchange)}` : ''
}

function headOf({ response }: Exchange): string {
  return `${response?.status} ${response?.headers.server?.[0] ?? ''}`
}

/** Whether two refusals look like one and the same refuser's; HEAD brings no text to compare. */
export function looksAlike(a: Exchange, b: Exchange): boolean {
  const isBare = [a, b].some(({ request }) => request.method === 'HEAD')
  return isBare ? headOf(a) === headOf(b) : answerLook(a) === answerLook(b)
}
