import { JSONParser, TokenType } from '@streamparser/json'
import { EMPTY_HAR, readHarEntry } from '../../denial/input/read-har.ts'
import { type InputItem, readJsonValue } from '../../denial/input/read-input.ts'
import type { InputForm } from './input-form.ts'
import { createLineCounter } from './line-counter.ts'

/** JSON that is read member by member. */
type JsonForm = Exclude<InputForm, 'lines' | 'log' | 'curl'>

/** What is handed over of each form, and how many brackets are open where such a member begins. */
const MEMBERS: Readonly<Record<JsonForm, { path: string; depth: number; name: string }>> = {
  har: { path: '$.log.entries.*', depth: 3, name: 'log.entries' },
  list: { path: '$.*', depth: 1, name: 'the list' },
  documents: { path: '$', depth: 0, name: 'the input' },
}
/** The parser looks at every open bracket for each value: what is nested deeper than any exchange must not slow it down. */
const DEPTH_MAX = 500
const TOO_DEEP = `JSON nested deeper than ${DEPTH_MAX} levels`
const OPENING: ReadonlySet<TokenType> = new Set([TokenType.LEFT_BRACE, TokenType.LEFT_BRACKET])
const CLOSING: ReadonlySet<TokenType> = new Set([TokenType.RIGHT_BRACE, TokenType.RIGHT_BRACKET])

/**
 * Reads JSON of any length in the memory of its largest member; items come with the piece that completes them, each with
 * the line on which it begins. JSON that breaks off or goes wrong is an item of its own behind those that were whole.
 */
export async function* readJsonStream(pieces: AsyncIterable<string>, form: JsonForm): AsyncGenerator<InputItem[]> {
  const reader = createReader(form)
  for await (const piece of pieces) {
    const items = reader.take(piece)
    if (items.length > 0) yield items
    if (reader.isBroken()) return
  }
  yield reader.end()
}

type Reader = { take(piece: string): InputItem[]; end(): InputItem[]; isBroken(): boolean }

function createReader(form: JsonForm): Reader {
  const { path, depth: memberDepth, name } = MEMBERS[form]
  const encoder = new TextEncoder()
  const lines = createLineCounter()
  const parser = new JSONParser({ paths: [path], keepStack: false, separator: '', stringBufferSize: 65_536 })
  const state = { depth: 0, line: 1, offset: 0, members: 0, broken: false, items: [] as InputItem[] }
  parser.onToken = ({ token, offset }) => {
    state.offset = offset
    if (state.depth === memberDepth && !CLOSING.has(token)) state.line = lines.at(offset)
    if (OPENING.has(token)) state.depth += 1
    else if (CLOSING.has(token)) state.depth -= 1
    if (state.depth > DEPTH_MAX) throw new RangeError(TOO_DEEP)
    if (state.depth === 0 && form !== 'documents' && CLOSING.has(token)) endDocument()
  }
  parser.onValue = ({ value }) => {
    state.items.push(...readMember(value, state.line, { form, index: state.members }))
    state.members += 1
  }
  const endDocument = () => {
    if (state.members === 0) state.items.push({ line: state.line, error: form === 'har' ? EMPTY_HAR : EMPTY_LIST })
    state.members = 0
  }
  const attempt = (work: () => void, ends = false) => {
    try {
      work()
    } catch (error) {
      state.broken = true
      const line = ends ? lines.atEnd() : lines.at(offsetOf(error) ?? state.offset)
      const where = state.members > 0 ? ` behind member ${state.members} of ${name}` : ''
      const found = ends ? 'the end of the text' : error instanceof RangeError ? TOO_DEEP : 'text that is no JSON'
      state.items.push({ line, error: { found: `${found}${where}`, expected: 'whole, well-formed JSON' } })
    }
    return state.items.splice(0)
  }
  return {
    take(piece) {
      const bytes = encoder.encode(piece)
      lines.open(bytes)
      return attempt(() => parser.write(bytes))
    },
    end: () => attempt(() => parser.end(), true),
    isBroken: () => state.broken,
  }
}

const EMPTY_LIST = { found: 'an empty list', expected: 'a list of exchanges' }

function readMember(value: unknown, line: number, { form, index }: { form: JsonForm; index: number }): InputItem[] {
  return form === 'har' ? [{ line, ...readHarEntry(value, index) }] : readJsonValue(value, line)
}

/** Where the tokenizer stopped, which it says in words only; undefined for a token in the wrong place. */
function offsetOf(error: unknown): number | undefined {
  const said = error instanceof Error ? /absolute position "(\d+)"/.exec(error.message)?.[1] : undefined
  return said === undefined ? undefined : Number(said)
}
