import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearSecrets } from '../../src/redaction/near-secrets.ts'
import { removeKnown } from '../../src/redaction/remove-known.ts'

test('a secret that is nowhere near is left out, one that is escaped or encoded is not', () => {
  const secret = 'Zx9Q/wE+rT=yUiO'
  const echoes = ['Zx9Q\\/wE\\u002BrT=yUiO', encodeURIComponent(secret), Buffer.from(`a:${secret}`).toString('base64')]

  expect(nearSecrets('Access denied. Error code: 1020', [secret])).toEqual([])
  for (const echo of echoes) expect(nearSecrets(`got ${echo}`, [secret])).toEqual([secret])
})

test('no secret that would be removed is left out', () => {
  const secret = fc.string({ minLength: 4, unit: 'grapheme' }).filter((text) => text.trim() === text)
  const echo = fc.constantFrom<(text: string) => string>(
    String,
    (text) => encodeURIComponent(text.toWellFormed()),
    (text) => JSON.stringify(text),
    (text) => Buffer.from(text).toString('base64'),
    (text) => Buffer.from(text).toString('hex').toUpperCase(),
  )
  fc.assert(
    fc.property(fc.array(secret, { maxLength: 3 }), fc.string(), secret, echo, (others, before, one, spell) => {
      const text = `${before} ${spell(one)}`

      expect(removeKnown(text, nearSecrets(text, [...others, one]))).toBe(removeKnown(text, [...others, one]))
    }),
  )
})
