import { expect, test } from 'vitest'
import { revisionNotice } from '../../../src/incidents/library/revision-notice.ts'
import type { LintProblem, RunbookSet } from '../../../src/runbook/tree.ts'

const SET: RunbookSet = {
  revision: '0123456789abcdef',
  runbooks: [
    { file: 'a.md', title: 'Another', owner: '@o', intro: '', steps: [] },
    { file: 'http-403.md', title: 'Why?', owner: '@o', intro: '', steps: [] },
  ],
  stepByAddress: new Map(),
  start: 'http-403.md#start',
}
const problem = (line: number, severity: LintProblem['severity']): LintProblem => ({
  file: 'http-403.md',
  line,
  column: 3,
  severity,
  rule: 'dead-link',
  found: 'a link\nto nowhere',
  expected: 'a step',
})
const noticeOf = (problems: LintProblem[], isDiverged = false) =>
  revisionNotice({ current: () => SET, problems: () => problems, isDiverged: () => isDiverged }, '/runbooks')

test('the first error is told with its place, the others are counted, and the revision in use is named: all in one line', () => {
  expect(noticeOf([problem(1, 'warning'), problem(7, 'error'), problem(9, 'error'), problem(11, 'error')])).toBe(
    'The runbooks in /runbooks are not used: http-403.md:7:3 error Unexpected a link to nowhere, expected a step. [dead-link] and 2 more' +
      ' (see why403 runbook lint). Used instead: the last good revision in the database, 0123456789ab (2 runbooks, the first is "Why?").',
  )
})

test('warnings alone are no reason to say anything', () => {
  expect(noticeOf([problem(1, 'warning')])).toBeNull()
})

test('runbooks that were edited in two places are told too', () => {
  expect(noticeOf([], true)).toContain('both they and the stored ones were edited')
})
