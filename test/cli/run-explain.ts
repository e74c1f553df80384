import { Readable, Writable } from 'node:stream'
import { explain } from '../../src/cli/explain.ts'

type Told = { status: number; out: string; err: string }
type Input = string | Uint8Array | AsyncIterable<string | Uint8Array>
/** `columns`: the width of a terminal that is written to. */
type Terminal = { columns?: number; env?: Record<string, string> }

/** Runs `why403 explain` with `input` as standard input, in the folder of this file. */
export async function runExplain(args: string[], input: Input = '', terminal: Terminal = {}): Promise<Told> {
  const out: string[] = []
  const err: string[] = []
  const status = await explainInto(args, { input, out: (text) => out.push(text), err: (text) => err.push(text), ...terminal })
  return { status, out: out.join(''), err: err.join('') }
}

type Ends = Terminal & { input: Input; out: (text: string) => void; err?: (text: string) => void }

/** The same with what is written handed over piece by piece. */
export function explainInto(args: string[], { input, out, err = () => {}, columns, env = {} }: Ends): Promise<number> {
  return explain(args, {
    stdin: Readable.from(typeof input === 'string' || input instanceof Uint8Array ? [Buffer.from(input)] : input),
    stdout: handOver(out),
    stderr: handOver(err),
    isTty: false,
    ...(columns === undefined ? {} : { columns }),
    cwd: import.meta.dirname,
    env,
    now: () => new Date(0),
  })
}

/** The answers of `--json`, one a line. */
export function answersIn(told: Told): Record<string, unknown>[] {
  return told.out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

function handOver(take: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      take(String(chunk))
      done()
    },
  })
}
