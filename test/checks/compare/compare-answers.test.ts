import { expect, test } from 'vitest'
import { type Answer, compareAnswers } from '../../../src/checks/compare/compare-answers.ts'

function answer(name: string, role: string | undefined, status: number, kind: Answer['kind']): Answer {
  const exchange = {
    as: name,
    request: { method: 'GET', url: 'https://api.test/', headers: {} },
    response: { status, headers: {}, body: '' },
  }
  return { identity: { name, kind: 'bearer', ...(role !== undefined && { role }) }, exchange, kind }
}
const compare = (answers: Answer[]) => compareAnswers({ method: 'GET', safeInstead: false }, 'ann', answers)

test('an administrator who is refused where a member passes has lost the role', () => {
  expect(compare([answer('ann', 'admin', 403, 'refused'), answer('bob', 'member', 200, 'passed')])).toMatchObject({
    lessPrivilegedAllowed: true,
    morePrivilegedAllowed: false,
    otherRoleAllowed: true,
  })
})

test('who passes says nothing of roles when the subject passes, too', () => {
  expect(compare([answer('ann', 'member', 200, 'passed'), answer('bob', 'member', 200, 'passed')])).toMatchObject({
    everyoneAllowed: true,
    sameRoleAllowed: false,
    otherRoleAllowed: false,
    onlySubjectRefused: false,
  })
})

test('a 404 for everybody is no refusal', () => {
  expect(compare([answer('ann', 'member', 404, 'hidden'), answer('bob', 'admin', 404, 'hidden')])).toMatchObject({
    refused: [],
    everyoneRefused: false,
    subjectRefused: false,
  })
})

test('an identity whose secret is missing is told apart from those that are refused', () => {
  expect(compare([answer('ann', 'member', 403, 'refused'), { ...answer('bob', 'admin', 0, 'none'), exchange: null }])).toMatchObject({
    unavailable: ['bob'],
    refused: ['ann'],
    othersTried: false,
    everyoneRefused: true,
  })
})
