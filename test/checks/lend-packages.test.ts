import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '../../src')
const CHECK = `import { defineCheck } from 'why403'
import { z } from 'zod'
export const check = defineCheck({
  name: 'gateway', summary: 'Asks our gateway.', input: z.strictObject({}), output: z.object({ ok: z.boolean() }),
  safety: 'safe', timeoutMs: 1000, examples: [], run: async () => ({ ok: true }), line: () => 'Asked.',
})
`
/** Loads its last argument as a custom check in a process of its own, then imports it as anybody would: the runner of tests has imports of its own. */
const LOADER = `
import { loadCustomChecks } from '${SRC}/checks/load-custom-checks.ts'
import { defineCheck, z } from '${SRC}/index.ts'
const [baseDir, file, others] = process.argv.slice(1)
const [check] = await loadCustomChecks([file], { baseDir })
const stranger = await import(others).then(() => 'found', ({ code }) => code)
console.log(JSON.stringify({ name: check.name, isOurZod: check.input instanceof z.ZodType, stranger }))
`

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'why403-lend-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
  return path
}

async function load(file: string): Promise<{ name: string; isOurZod: boolean; stranger: string }> {
  const stranger = await write('stranger.mjs', "import 'why403'\n")
  const args = ['--input-type=module', '--eval', LOADER, folder, file, stranger]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder })
  return JSON.parse(stdout)
}

const LENT = { name: 'gateway', isOurZod: true, stranger: 'ERR_MODULE_NOT_FOUND' }

test.each(['check.mjs', 'check.ts', 'check.js'])(
  '%s outside of the checkout borrows why403 and zod, and nobody else does',
  async (name) => {
    await write(name, CHECK)

    expect(await load(`./${name}`)).toEqual(LENT)
  },
  30_000,
)

test('a file that a check imports borrows as the check does', async () => {
  await write('parts/gateway.ts', CHECK)
  await write('check.ts', "export { check } from './parts/gateway.ts'\n")

  expect(await load('./check.ts')).toEqual(LENT)
}, 30_000)

test('a check in a linked folder borrows too', async () => {
  await write('real/check.mjs', CHECK)
  await symlink(join(folder, 'real'), join(folder, 'linked'))

  expect(await load('./linked/check.mjs')).toEqual(LENT)
}, 30_000)

test('a check with a zod of its own keeps it, and why403 is ours even where another lies', async () => {
  const zod = join(SRC, '../node_modules/zod')
  await write('check.mjs', CHECK)
  await write('node_modules/zod/package.json', '{"type":"module","exports":"./index.js"}')
  await write(
    'node_modules/zod/index.js',
    `import { z as ours } from '${zod}/index.js'\nclass Own { _zod = {} }\nexport const z = { ...ours, strictObject: () => new Own() }\n`,
  )
  await write('node_modules/why403/package.json', '{"type":"module","exports":"./index.js"}')
  await write('node_modules/why403/index.js', 'export const defineCheck = () => ({ name: "another" })\n')

  expect(await load('./check.mjs')).toEqual({ ...LENT, isOurZod: false, stranger: 'found' })
}, 30_000)
