import type { Change } from './change.ts'
import type { Field } from './pair-list.ts'

const NAME = /^content-disposition:[^\r\n]{0,512}?\bname="?([^"\r\n;]{1,128})/im

type Piece = { text: string; name: string; value: string; headEnd: number }

/** The lines between which the fields stand (RFC 2046, 5.1.1), from the body's first line; undefined where it is no multipart body. */
function boundaryOf(body: string): string | undefined {
  return /^--[^\r\n]{1,70}/.exec(body)?.[0].trimEnd()
}

function piecesOf(body: string, boundary: string): Piece[] {
  const texts = body.split(boundary).slice(1, -1)
  return texts.map((text) => {
    const gap = /\r?\n\r?\n/.exec(text)
    const headEnd = gap ? gap.index + gap[0].length : text.length
    return {
      text,
      name: NAME.exec(text.slice(0, headEnd).trimStart())?.[1] ?? '',
      value: text.slice(headEnd).replace(/\r?\n$/, ''),
      headEnd,
    }
  })
}

/** The fields of a multipart/form-data body (RFC 7578), by position; none where it is not one. */
export function multipartParts(body: string): Field[] {
  const boundary = boundaryOf(body)
  if (boundary === undefined) return []
  return piecesOf(body, boundary).map(({ name, value }, i) => ({ at: String(i), name, value }))
}

/** The body with the changed fields left out or with another value. */
export function withMultipartParts(body: string, changes: readonly Change[]): string {
  const boundary = boundaryOf(body)
  if (boundary === undefined) return body
  const byPlace = new Map(changes.map((change) => [change.at, change]))
  const pieces = piecesOf(body, boundary).flatMap(({ text, headEnd }, i) => {
    const change = byPlace.get(String(i))
    if (!change) return [text]
    const end = /\r?\n$/.exec(text)?.[0] ?? '\r\n'
    return change.to === undefined ? [] : [`${text.slice(0, headEnd)}${String(change.to)}${end}`]
  })
  return [...pieces.map((piece) => `${boundary}${piece}`), `${boundary}--\r\n`].join('')
}
