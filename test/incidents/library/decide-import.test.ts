import { describe, expect, test } from 'vitest'
import { decideImport } from '../../../src/incidents/library/decide-import.ts'

describe('import', () => {
  test.each([
    ['the first time', null, 'a', 'import'],
    ['after an edit on disk', { revision: 'a', imported: 'a' }, 'b', 'import'],
    ['when the disk holds what is in use', { revision: 'b', imported: 'a' }, 'b', 'import'],
    ['not after an edit elsewhere alone', { revision: 'b', imported: 'a' }, 'a', 'keep'],
    ['not after both were edited', { revision: 'b', imported: 'a' }, 'c', 'diverged'],
  ])('%s', (_, head, disk, kind) => {
    expect(decideImport(head, disk).kind).toBe(kind)
  })
})
