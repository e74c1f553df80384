import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { findLogFiles, type LogFile, whyUnread } from '../files/find-log-files.ts'
import { readGzip } from '../files/read-gzip.ts'
import { readTail } from '../files/read-tail.ts'
import { joinAuditSections, type PlacedLine } from '../lines/join-audit-sections.ts'
import { joinEntries } from '../lines/join-entries.ts'
import type { LogLine } from '../lines/log-line.ts'
import { momentsOf, readLineTime, writerOffset } from '../lines/read-line-time.ts'
import { mayTell, namesUs } from '../wanted/may-tell.ts'
import type { Wanted } from '../wanted/wanted.ts'
import { type LogStore, LogUnseen, type Look } from './log-store.ts'

/** Bytes of one file that are read from its end. */
const TAIL_MAX_BYTES = 8 * 1024 * 1024
const GZIP_MAX_BYTES = 64 * 1024 * 1024
/** Lines kept of one file; those that name us are kept whatever their number. */
const LINES_MAX = 2_000
/** Lines are written nearly in order of time. */
const DISORDER_MS = 60_000
const DIRECTIVE = /^#Fields:/i
const HEAD_BYTES = 8_192

/** How far a file was read: the next look goes on from there. */
type Progress = { end: number; offsetMs?: number | undefined; fields?: string | undefined }
type Reading = { source: string; wanted: Wanted; progress: Map<string, Progress>; maxBytes: number }

/** The last `#Fields:` directive of a W3C log before its lines; it stands at the beginning of the file. */
async function directiveAt(handle: FileHandle): Promise<string | undefined> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
  const head = buffer.toString('utf8', 0, bytesRead)
  return head.startsWith('#') ? head.split(/\r?\n/).find((line) => DIRECTIVE.test(line)) : undefined
}

type Piece = Pick<LogFile, 'path'> & { lines: readonly PlacedLine[]; before: Progress; writtenAt: number }

/** Lines made ready, only those that may tell of what is wanted; and what was learnt of the file. */
function takeLines({ path, lines, before, writtenAt }: Piece, { source, wanted }: Reading): { lines: LogLine[]; after: Progress } {
  const timed = lines.findLast(({ text }) => readLineTime(text, wanted.now))
  const offsetMs = writerOffset(timed && readLineTime(timed.text, wanted.now), writtenAt) ?? before.offsetMs
  let fields = before.fields
  const taken: LogLine[] = []
  for (const { text, key } of joinEntries(joinAuditSections(lines))) {
    if (DIRECTIVE.test(text)) fields = text
    if (text.startsWith('#') || text === '') continue
    const times = momentsOf(readLineTime(text, wanted.now), offsetMs)
    const line = { source, key: `${path} ${key}`, text, times, ...(fields === undefined ? {} : { fields }) }
    if (mayTell(line, wanted)) taken.push(line)
  }
  const kept = taken.filter((line, at) => at >= taken.length - LINES_MAX || namesUs(line.text, wanted))
  return { lines: kept, after: { ...before, offsetMs, fields } }
}

async function readPlain(file: LogFile, reading: Reading): Promise<LogLine[]> {
  const { wanted, progress, maxBytes } = reading
  // Without O_NONBLOCK a pipe that took the file's place since would hold us until somebody writes to it.
  const handle = await open(file.path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) throw new LogUnseen('it is no file any more')
    const id = `${stats.dev} ${stats.ino}`
    const known = progress.get(id)
    const isSame = known !== undefined && known.end <= stats.size
    const before: Progress = isSame ? known : { end: 0, fields: await directiveAt(handle) }
    const isOld = (text: string) => isBefore(text, { wanted, offsetMs: before.offsetMs })
    const tail = await readTail({ handle, size: stats.size, from: before.end, maxBytes, isOld })
    const { lines, after } = takeLines({ path: file.path, lines: tail.lines, before, writtenAt: stats.mtimeMs }, reading)
    progress.set(id, { ...after, end: tail.end })
    return lines
  } finally {
    await handle.close()
  }
}

/** Whether a line is from before all that is wanted, in every reading of its time. Without a zone it may be as far off as the world is wide. */
function isBefore(text: string, { wanted, offsetMs }: { wanted: Wanted; offsetMs?: number | undefined }): boolean {
  const time = readLineTime(text, wanted.now)
  if (!time) return false
  const slack = time.zoned || offsetMs !== undefined ? 0 : 14 * 60 * 60_000
  return momentsOf(time, offsetMs).every((ms) => ms < wanted.from - DISORDER_MS - slack)
}

async function readCompressed(file: LogFile, reading: Reading): Promise<LogLine[]> {
  const { size, mtimeMs, dev, ino } = file.stats
  const id = `${dev} ${ino}`
  if (reading.progress.has(id)) return []
  if (size > GZIP_MAX_BYTES) throw new LogUnseen('the compressed file is larger than 64 MiB')
  const lines = await readGzip(file.path, reading.maxBytes)
  reading.progress.set(id, { end: size })
  return takeLines({ path: file.path, lines, before: { end: 0 }, writtenAt: mtimeMs }, reading).lines
}

/**
 * A log in files. The first look reads each file's last 8 MiB at most and stops where lines are too old; a further look reads what
 * was written since. A file that is rotated meanwhile is known by its number.
 */
export function createFileStore({ file, name = file }: { file: string; name?: string | undefined }, maxBytes = TAIL_MAX_BYTES): LogStore {
  const progress = new Map<string, Progress>()

  async function look(wanted: Wanted): Promise<Look> {
    const reading = { source: name, wanted, progress, maxBytes }
    const files = await findLogFiles(file, wanted.from).catch((error: unknown) => {
      throw new LogUnseen(whyUnread(error))
    })
    const read = await Promise.allSettled(
      files.map((each) => (each.path.endsWith('.gz') ? readCompressed(each, reading) : readPlain(each, reading))),
    )
    const unread = read.flatMap((each, at) =>
      each.status === 'rejected' ? [{ part: basename(files[at]?.path ?? ''), why: whyUnread(each.reason) }] : [],
    )
    if (unread.length > 0 && unread.length === files.length) throw new LogUnseen(unread[0]?.why)
    return { lines: read.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])), unread }
  }

  // The silence of an error log says more than that of an access log, so a named file is told with its file's name.
  const label = name.includes(basename(file)) ? name : `${name} (${basename(file)})`
  return { name, label, remote: false, look }
}
