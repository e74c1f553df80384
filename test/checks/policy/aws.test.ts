import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Asked, askPolicy } from './ask-policy.ts'

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

/** A SimulatePrincipalPolicy answer with one result. */
function simulation(result: string): string {
  return `<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <SimulatePrincipalPolicyResult>
    <IsTruncated>false</IsTruncated>
    <EvaluationResults>
      <member>
        <EvalActionName>s3:GetObject</EvalActionName>
        <EvalResourceName>arn:aws:s3:::orders/7</EvalResourceName>
        ${result}
      </member>
    </EvaluationResults>
  </SimulatePrincipalPolicyResult>
  <ResponseMetadata><RequestId>9e0f2c7b-0000-4000-8000-000000000000</RequestId></ResponseMetadata>
</SimulatePrincipalPolicyResponse>`
}

function askIam(text: string, status = 200, env: Record<string, string> = {}) {
  const aws = {
    accessKeyId: { env: 'AWS_ID' },
    secretAccessKey: { env: 'AWS_SECRET' },
    sessionToken: { env: 'AWS_SESSION' },
    principal: 'arn:aws:iam::123456789012:role/{{ identity.role }}',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::orders/{{ incident.segments[1] }}',
    context: { 'aws:SourceIp': '192.0.2.7' },
  }
  return askPolicy({
    policy: (url) => [{ aws: { url: `${url}/`, ...aws } }],
    env: { AWS_ID: 'AKIDEXAMPLE', AWS_SECRET: SECRET, AWS_SESSION: 'session-token-of-why403', ...env },
    reply: () => ({ status, text }),
  })
}

/** The signature of a request as AWS computes it from what arrived (Signature Version 4). */
function signatureOf({ headers, text }: Asked): string {
  const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? ''
  const lines = signed.split(';').map((name) => `${name}:${headers[name]}`)
  const sha = (data: string) => createHash('sha256').update(data).digest('hex')
  const canonical = ['POST', '/', '', ...lines, '', signed, sha(text)].join('\n')
  const date = String(headers['x-amz-date'])
  const scope = `${date.slice(0, 8)}/us-east-1/iam/aws4_request`
  const key = scope
    .split('/')
    .reduce<Buffer>((secret, part) => createHmac('sha256', secret).update(part).digest(), Buffer.from(`AWS4${SECRET}`))
  return createHmac('sha256', key)
    .update(['AWS4-HMAC-SHA256', date, scope, sha(canonical)].join('\n'))
    .digest('hex')
}

describe('AWS IAM', () => {
  test('is asked for a simulation, signed over what arrives', async () => {
    const { asked, found, shown } = await askIam(simulation('<EvalDecision>allowed</EvalDecision>'))
    const question = asked[0] as Asked

    expect(Object.fromEntries(new URLSearchParams(question.text))).toEqual({
      Action: 'SimulatePrincipalPolicy',
      Version: '2010-05-08',
      PolicySourceArn: 'arn:aws:iam::123456789012:role/member',
      'ActionNames.member.1': 's3:GetObject',
      'ResourceArns.member.1': 'arn:aws:s3:::orders/7',
      'ContextEntries.member.1.ContextKeyName': 'aws:SourceIp',
      'ContextEntries.member.1.ContextKeyValues.member.1': '192.0.2.7',
      'ContextEntries.member.1.ContextKeyType': 'string',
    })
    expect(question.headers['x-amz-date']).toBe('20260301T120000Z')
    expect(question.headers['x-amz-security-token']).toBe('session-token-of-why403')
    expect(question.headers.authorization).toContain(`Signature=${signatureOf(question)}`)
    expect(found).toMatchObject({ allowed: true, engine: 'aws' })
    expect(shown).not.toMatch(/session-token-of-why403|EXAMPLEKEY/)
  })

  test('names the statement that denies', async () => {
    const { found } = await askIam(
      simulation(`<EvalDecision>explicitDeny</EvalDecision>
        <MatchedStatements><member>
          <SourcePolicyId>freeze-orders</SourcePolicyId><SourcePolicyType>IAM Policy</SourcePolicyType>
          <StartPosition><Line>3</Line><Column>19</Column></StartPosition>
        </member></MatchedStatements>
        <MissingContextValues/>`),
    )

    expect(found).toMatchObject({ explicitDeny: true, defaultDeny: false, rule: 'freeze-orders (IAM Policy)' })
  })

  test('that has no statement denies by default, and says which context it lacked', async () => {
    const { found, line } = await askIam(
      simulation(`<EvalDecision>implicitDeny</EvalDecision><MatchedStatements/>
        <MissingContextValues><member>aws:MultiFactorAuthPresent</member></MissingContextValues>`),
    )

    expect(found).toMatchObject({ defaultDeny: true, missing: ['aws:MultiFactorAuthPresent'] })
    expect(line).toContain('Asked without aws:MultiFactorAuthPresent')
  })

  test.each([
    ['OrganizationsDecisionDetail><AllowedByOrganizations', 'a service control policy of the organization'],
    ['PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary', 'the permissions boundary'],
  ])('that is limited from above names what limits it: %s', async (detail, rule) => {
    const closing = detail.split('><').reverse().join('></')
    const { found } = await askIam(simulation(`<EvalDecision>implicitDeny</EvalDecision><${detail}>false</${closing}>`))

    expect(found).toMatchObject({ denied: true, defaultDeny: false, rule })
  })

  test.each([
    [
      'an error',
      403,
      '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized to perform: iam:SimulatePrincipalPolicy</Message></Error></ErrorResponse>',
      'it answered 403: AccessDenied: not authorized to perform: iam:SimulatePrincipalPolicy',
    ],
    ['a page', 200, '<!doctype html><p>Sign in', 'its answer is no XML'],
    ['deep nesting', 200, '<a>'.repeat(200_000), 'its answer is no XML'],
    ['entities that grow', 200, '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>', 'its answer is no XML'],
  ])('that answers %s is not seen', async (_, status, text, why) => {
    expect((await askIam(text, status)).found).toMatchObject({ seen: false, unseen: [{ source: 'aws', why }] })
  })

  test('with keys that cannot sign is not asked, and they are not told', async () => {
    const { found, shown } = await askIam('', 200, { AWS_SESSION: 'session\ncanary' })

    expect(found.unseen).toMatchObject([{ source: 'aws', why: expect.stringContaining('cannot sign') }])
    expect(shown).not.toContain('canary')
  })

  test('whose answer has no result gives no decision', async () => {
    expect((await askIam('<Other/>')).found).toMatchObject({ seen: false, complete: false, decisions: [{ decision: 'unknown' }] })
  })
})
