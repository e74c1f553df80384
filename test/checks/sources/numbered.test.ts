import { expect, test } from 'vitest'
import { numbered } from '../../../src/checks/sources/numbered.ts'

test('the second source of one name is numbered, in the order of the configuration', () => {
  expect(numbered(['http', 'opa', 'http', 'http'])).toEqual(['http', 'opa', 'http 2', 'http 3'])
})
