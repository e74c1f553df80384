import { createCurlReader } from '../../denial/input/read-curl.ts'
import { type InputItem, NOTHING, readJsonLine, unknownForm } from '../../denial/input/read-input.ts'
import { createLogReader } from '../../denial/input/read-log-input.ts'
import { decideForm, type InputForm } from './input-form.ts'
import { readJsonStream } from './read-json-stream.ts'
import { splitLines } from './split-lines.ts'

const START_KEPT = 200

/**
 * Reads an input of any form and length from a text that comes in pieces: with each piece the items that it completes,
 * none kept. Line numbers count from 1; empty lines are passed over.
 */
export async function* readStream(text: AsyncIterable<string>): AsyncGenerator<InputItem[]> {
  const pieces = text[Symbol.asyncIterator]()
  const { form, head } = await lookAtStart(pieces)
  const whole = withHead(head, pieces)
  if (form === 'lines') yield* readJsonLines(whole)
  else if (form === 'curl') yield* readByLine(whole, createCurlReader())
  else if (form === 'log') yield* readByLine(whole, createLogReader())
  else yield* readJsonStream(whole, form)
}

async function lookAtStart(pieces: AsyncIterator<string>): Promise<{ form: InputForm; head: string }> {
  let head = ''
  let lookAgainAt = 0
  for (;;) {
    const { value, done = false } = await pieces.next()
    head += done ? '' : value
    if (!done && head.length < lookAgainAt && !String(value).includes('\n')) continue
    const form = decideForm(head, done)
    if (form) return { form, head }
    lookAgainAt = 2 * head.length
  }
}

async function* withHead(head: string, pieces: AsyncIterator<string>): AsyncGenerator<string> {
  yield head
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
}

async function* readJsonLines(text: AsyncIterable<string>): AsyncGenerator<InputItem[]> {
  let number = 0
  for await (const lines of splitLines(text)) {
    const first = number + 1
    number += lines.length
    yield lines.flatMap((line, index) => (line.trim() === '' ? [] : readJsonLine(line, first + index)))
  }
}

type LineReader = { line(text: string): InputItem[]; end(): InputItem[] }

async function* readByLine(text: AsyncIterable<string>, reader: LineReader): AsyncGenerator<InputItem[]> {
  let start = ''
  let found = 0
  for await (const lines of splitLines(text)) {
    start ||= lines.find((line) => line.trim() !== '')?.slice(0, START_KEPT) ?? ''
    const items = lines.flatMap((line) => reader.line(line))
    found += items.length
    if (items.length > 0) yield items
  }
  const rest = reader.end()
  if (found + rest.length > 0) yield rest
  else yield [start === '' ? NOTHING : unknownForm(start)]
}
