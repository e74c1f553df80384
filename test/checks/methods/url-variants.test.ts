import { expect, test } from 'vitest'
import { urlVariants } from '../../../src/checks/methods/url-variants.ts'

const spelled = (url: string) => urlVariants(url).find(({ variant }) => variant === 'plain-slash')?.url

test('an encoded slash is tried as a plain one, and so is one that was encoded twice', () => {
  expect(spelled('https://api.test/files/2026%2Fq3.pdf')).toBe('https://api.test/files/2026/q3.pdf')
  expect(spelled('https://api.test/files/2026%252fq3.pdf')).toBe('https://api.test/files/2026/q3.pdf')
})

test('nothing is tried that would lead upwards', () => {
  expect(spelled('https://api.test/files/x%2F..%2F..%2Fsecret')).toBeUndefined()
  expect(spelled('https://api.test/files/x%2F%2e%2E%2Fsecret')).toBeUndefined()
})

test('without an encoded slash there is nothing to try', () => {
  expect(spelled('https://api.test/files/q3.pdf')).toBeUndefined()
})
