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
function certified(name: string, status: number, kind: Answer['kind']): Answer {
  const plain = answer(name, 'member', status, kind)
  return { ...plain, identity: { ...plain.identity, certificate: true } }
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

test.each([
  ['who passes shows a certificate', [{ ...answer('ann', 'member', 403, 'refused') }, certified('robot', 200, 'passed')], true],
  ['the subject shows one as well', [certified('ann', 403, 'refused'), certified('robot', 200, 'passed')], false],
  [
    'somebody passes without',
    [answer('ann', 'member', 403, 'refused'), certified('robot', 200, 'passed'), answer('bob', 'admin', 200, 'passed')],
    false,
  ],
  ['nobody passes', [answer('ann', 'member', 403, 'refused'), certified('robot', 403, 'refused')], false],
] as const)('a client certificate decides when it alone tells who passes: %s', (_, answers, certificateDecides) => {
  expect(compare([...answers])).toMatchObject({ certificateDecides })
})
