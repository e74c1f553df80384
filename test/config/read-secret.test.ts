import { expect, test } from 'vitest'
import { createSecretReader } from '../../src/config/read-secret.ts'

const read = createSecretReader({
  env: { TOKEN: ' abc\n', EMPTY: '' },
  readFile: (path) => {
    if (path !== '/secret') throw new Error('ENOENT')
    return 'from file\n'
  },
})

test('a secret is read from its variable or file, without the white space around it', async () => {
  expect(await read({ env: 'TOKEN' })).toBe('abc')
  expect(await read({ file: '/secret' })).toBe('from file')
})

test.each([{ env: 'EMPTY' }, { env: 'NONE' }, { file: '/none' }])('%o is missing', async (ref) => {
  await expect(read(ref)).rejects.toMatchObject({ code: 'secret.missing' })
})
