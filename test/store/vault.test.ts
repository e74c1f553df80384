import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createVault } from '../../src/store/secrets/vault.ts'

const vault = createVault(new Uint8Array(32).fill(1))
const expired = expect.objectContaining({ code: 'secret.expired' })

function failure(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test('whatever is sealed opens again, in its own context', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (value, context) => {
      expect(vault.open(vault.seal(value, context), context)).toBe(value)
    }),
  )
})

test('the same value is never sealed the same way twice', () => {
  expect(vault.seal('x')).not.toBe(vault.seal('x'))
})

test('a seal opens neither in another context nor with another key', () => {
  const sealed = vault.seal('canary', 'inbox')

  expect(failure(() => vault.open(sealed, 'secret'))).toEqual(expired)
  const other = failure(() => createVault(new Uint8Array(32).fill(2)).open(sealed, 'inbox'))
  expect(other).toEqual(expired)
  expect(String(other)).not.toContain('canary')
})

test('a seal that was changed in any one byte does not open', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (value, at, flip) => {
      const bytes = Buffer.from(vault.seal(value).slice('v1.'.length), 'base64url')
      const index = at % bytes.length
      bytes[index] = (bytes[index] ?? 0) ^ flip

      expect(failure(() => vault.open(`v1.${bytes.toString('base64url')}`))).toEqual(expired)
    }),
  )
})

test('what is no seal does not open', () => {
  const words = ['', 'v1', 'v1.', 'v1.AAAA', 'v2.AAAA', 'plain text', vault.seal('x').replace('v1', 'v2')]

  for (const word of words) expect(failure(() => vault.open(word))).toEqual(expired)
})

test('a key of another length is refused', () => {
  expect(() => createVault(new Uint8Array(31))).toThrow(TypeError)
})
