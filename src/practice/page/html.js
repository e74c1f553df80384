import htm from 'htm'
import { h } from 'preact'

/** Templates that make preact elements; every text in them is text, never markup. */
export const html = htm.bind(h)
