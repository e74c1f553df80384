import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Why403Error } from '../../errors.ts'
import { starterRunbook } from '../../runbook/starter-runbook.ts'
import { EXIT, type Io } from '../io.ts'
import { defaultDir } from './runbook-folder.ts'

const HELP = `why403 runbook new NAME [--dir DIR]

Writes DIR/NAME.md, a small runbook that already passes lint: a check, a condition, a question, an outcome.
An existing file is never touched. Default folder: runbooks (or WHY403_RUNBOOKS).
`

/** `why403 runbook new`. @throws `usage.invalid` */
export async function runbookNew(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { dir: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    io.stdout.write(HELP)
    return EXIT.ok
  }
  const name = positionals[0]?.replace(/\.md$/i, '')
  if (!name || positionals.length > 1 || !/^[a-z0-9][a-z0-9_-]{0,60}$/i.test(name) || /^readme$/i.test(name)) {
    throw new Why403Error(
      'usage.invalid',
      `Found ${positionals.length === 0 ? 'no name' : `"${positionals.join(' ').slice(0, 60)}"`}, expected one name of letters, digits and hyphens, such as rate-limit.`,
    )
  }
  const dir = values.dir ?? defaultDir(io)
  const path = join(dir, `${name}.md`)
  await writeNew(resolve(io.cwd, dir), resolve(io.cwd, path), starterRunbook(name, io.now()))
  io.stdout.write(`Wrote ${path}. Set its owner, then link to it from a step, for example: - Rate limited → [${name}](${name}.md)\n`)
  return EXIT.ok
}

async function writeNew(dir: string, path: string, text: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true })
    await writeFile(path, text, { flag: 'wx' })
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    throw new Why403Error(
      'usage.invalid',
      `Found ${path}${exists ? ', which exists already' : ', which cannot be written'}, expected a new file.`,
      { cause },
    )
  }
}
