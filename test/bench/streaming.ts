import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Figure } from './report.ts'

const ROOT = join(import.meta.dirname, '../..')
const MB = 1_000_000
const JSONL_MB = Number(process.env.WHY403_BENCH_JSONL_MB ?? 1_000)
const HAR_MB = 100
const BUDGET_MB = 300

/** `seconds` of computing, so that other work on the machine does not count. */
type Run = { seconds: number; exchanges: number; residentMb: number }

/** `why403 explain --json` on 1 GB of JSON lines and on a HAR of 100 MB in one line: the most memory held, and how many exchanges a second. */
export async function streaming(): Promise<Figure[]> {
  const jsonl = await explainInput({ mb: JSONL_MB, before: '', member: (at) => `${exchangeLine(at)}\n`, after: '' })
  const har = await explainInput({
    mb: HAR_MB,
    before: '{"log":{"version":"1.2","entries":[{}',
    member: (at) => `,${entryText(at)}`,
    after: ']}}',
  })
  return [...figuresOf(`JSON lines, ${JSONL_MB} MB`, jsonl), ...figuresOf(`HAR, ${HAR_MB} MB`, har)]
}

function figuresOf(name: string, { seconds, exchanges, residentMb }: Run): Figure[] {
  return [
    { name: `${name}: resident memory at most`, value: `${residentMb} MB`, budget: `≤ ${BUDGET_MB} MB`, ok: residentMb <= BUDGET_MB },
    {
      name: `${name}: exchanges a second of computing`,
      value: Math.round(exchanges / seconds).toLocaleString('en'),
      budget: 'none',
      ok: true,
    },
  ]
}

type Input = { mb: number; before: string; member: (at: number) => string; after: string }

async function explainInput({ mb, before, member, after }: Input): Promise<Run> {
  const args = ['--import', join(import.meta.dirname, 'tell-usage.ts'), join(ROOT, 'src/main.ts'), 'explain', '-', '--json']
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit', 'pipe'] })
  const usage = readAll(child.stdio[3] as Readable)
  const members = Array.from({ length: 400 }, (_, at) => member(at))
  const block = members.join('')
  const blocks = Math.ceil((mb * MB) / Buffer.byteLength(block))
  await write(child.stdin as Writable, before)
  for (let at = 0; at < blocks; at += 1) await write(child.stdin as Writable, block)
  child.stdin?.end(after)
  await once(child, 'exit')
  const { maxRSS, cpu } = JSON.parse(await usage) as { maxRSS: number; cpu: number }
  return { seconds: cpu / 1_000_000, exchanges: blocks * members.length, residentMb: Math.round(maxRSS / 1_024) }
}

async function write(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain')
}

async function readAll(stream: Readable): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}

const BODIES = ['{"error":"forbidden"}', `<html>${'<p>padding</p>'.repeat(60)}error code: 1020</html>`, '<center>nginx/1.27</center>', '']

function exchangeLine(at: number): string {
  const response = {
    status: at % 5 === 0 ? 401 : 403,
    headers: { server: 'nginx', 'content-type': 'text/html' },
    body: `${BODIES[at % 4]}${at}`,
  }
  return JSON.stringify({ id: at, request: { method: 'GET', url: `https://api.example/orders/${at}` }, response })
}

/** A page of 9 KB that passed; each fiftieth was refused. */
function entryText(at: number): string {
  const content =
    at % 50 === 0 ? { text: 'ZXJyb3IgY29kZTogMTAyMA==', encoding: 'base64' } : { text: `<p>A line of a page, ${at}</p>\n`.repeat(300) }
  return JSON.stringify({
    startedDateTime: '2026-11-01T10:00:00.000Z',
    time: 12,
    request: { method: 'GET', url: `https://shop.example/item/${at}`, headers: [{ name: 'Accept', value: '*/*' }] },
    response: { status: at % 50 === 0 ? 403 : 200, headers: [{ name: 'Server', value: 'cloudflare' }], content },
  })
}
