import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { identify } from '../denial/identify.ts'
import type { InputItem } from '../denial/input/read-input.ts'
import { decodeText } from './explanation/decode-text.ts'
import { createExplainReport } from './explanation/explain-report.ts'
import { readStream } from './explanation/read-stream.ts'
import { EXIT, type Io } from './io.ts'
import { terminalPage } from './terminal/terminal-page.ts'

/** `why403 explain --help`. */
const EXPLAIN_HELP = `Usage: why403 explain [FILE|-] [--json]

Says who refused a request and why, from what came back. Sends nothing.

FILE (or standard input) holds one of
  curl -i …  or  curl -v …      the output as pasted
  a HAR file                    every entry, in order, however large the file
  {"request"?, "response": {"status", "headers", "body"}, "id"?}
  JSON lines of these           read one at a time, however many
  lines of a log                of web servers, proxies, gateways, firewalls

  --json   one line per input: {"id"?, "verdict", "layer", "product", "cause", "rule"?, …}
           a line that cannot be read: {"line", "error": {"found", "expected"}}
  --help   this text

Exit status: 0 explained, also when the answer is "unknown"; 2 something could not be read.

Examples
  curl -i https://api.example.com/orders | why403 explain
  why403 explain session.har --json
`

const READ_AT_ONCE_BYTES = 64 * 1024
const READ_FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'no permission to read it',
  EISDIR: 'it is a directory',
}

type Options = { file: string; json: boolean }

/** `why403 explain`: reads exchanges, writes an explanation of each in its place; returns the exit status. */
export async function explain(args: string[], io: Io): Promise<number> {
  const options = readArguments(args)
  if ('help' in options) {
    await write(io.stdout, EXPLAIN_HELP)
    return EXIT.ok
  }
  if ('mistake' in options) {
    await write(io.stderr, `why403 explain: ${options.mistake}\n\n${EXPLAIN_HELP}`)
    return EXIT.usage
  }
  const file = resolve(io.cwd, options.file)
  const input = options.file === '-' ? io.stdin : createReadStream(file, { highWaterMark: READ_AT_ONCE_BYTES })
  if (options.file === '-' && io.isTty) await write(io.stderr, 'Paste what came back, then press Ctrl-D.\n')
  try {
    return await explainAll(readStream(decodeText(input as AsyncIterable<Buffer | string>)), options, io)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') return EXIT.ok
    if (typeof code !== 'string') throw error
    await write(io.stderr, `why403 explain: cannot read ${options.file}: ${READ_FAILURES[code] ?? code}\n`)
    return EXIT.usage
  }
}

function readArguments(args: string[]): Options | { help: true } | { mistake: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) return { help: true }
    if (positionals.length > 1) return { mistake: `found ${positionals.length} files, expected one` }
    return { file: positionals[0] ?? '-', json: values.json ?? false }
  } catch (error) {
    return { mistake: (error as Error).message.split('. ')[0] ?? 'unknown option' }
  }
}

async function explainAll(batches: AsyncIterable<InputItem[]>, { json, file }: Options, io: Io): Promise<number> {
  const page = terminalPage(io)
  const report = createExplainReport(page)
  let unread = 0
  for await (const items of batches) {
    unread += items.filter((item) => 'error' in item).length
    if (json) await write(io.stdout, items.map((item) => `${jsonLine(item)}\n`).join(''))
    else {
      for (const item of items) {
        if ('error' in item) await write(io.stderr, page.colors.yellow(mistakeLine(item, file)))
        else await write(io.stdout, report.add(item))
      }
    }
  }
  if (!json) await write(io.stdout, report.end(unread))
  return unread > 0 ? EXIT.usage : EXIT.ok
}

function mistakeLine({ line, error }: Extract<InputItem, { error: unknown }>, file: string): string {
  return `${file === '-' ? 'input' : file}:${line}: found ${error.found}, expected ${error.expected}\n`
}

function jsonLine(item: InputItem): string {
  if ('error' in item) return JSON.stringify({ line: item.line, error: item.error })
  return JSON.stringify({ ...(item.id === undefined ? {} : { id: item.id }), ...identify([item.exchange]) })
}

async function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (text !== '' && !stream.write(text)) await once(stream, 'drain')
}
