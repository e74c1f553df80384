import { AwsV4Signer } from 'aws4fetch'
import type { SourceOf } from '../../../config/sources/policy-source.ts'
import { CheckFailed } from '../../check-failed.ts'
import type { Ruling } from '../decision.ts'
import type { Question } from '../question.ts'
import { awsError, parseAwsXml, readSimulation } from './aws-simulation.ts'

type Aws = SourceOf<'aws'>

function formOf({ principal, action, resource, context = {} }: Aws, question: Question): URLSearchParams {
  const form = new URLSearchParams({
    Action: 'SimulatePrincipalPolicy',
    Version: '2010-05-08',
    PolicySourceArn: question.text(principal),
    'ActionNames.member.1': question.text(action),
    'ResourceArns.member.1': question.text(resource),
  })
  Object.entries(context).forEach(([name, value], index) => {
    const entry = `ContextEntries.member.${index + 1}`
    form.set(`${entry}.ContextKeyName`, name)
    form.set(`${entry}.ContextKeyValues.member.1`, question.text(value))
    form.set(`${entry}.ContextKeyType`, 'string')
  })
  return form
}

/** Signs with Signature Version 4 (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html). */
async function signedHeaders(source: Aws, { context }: Question, body: string): Promise<Record<string, string>> {
  const { secret, now } = context
  const [accessKeyId, secretAccessKey, sessionToken] = await Promise.all([
    secret(source.accessKeyId),
    secret(source.secretAccessKey),
    source.sessionToken && secret(source.sessionToken),
  ])
  const datetime = now()
    .toISOString()
    .replace(/[:-]|\.\d{3}/g, '')
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  const request = { method: 'POST', url: source.url, headers, body, service: 'iam', region: source.region, datetime }
  try {
    const signer = new AwsV4Signer({ ...request, accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) })
    return Object.fromEntries((await signer.sign()).headers)
  } catch {
    throw new CheckFailed('invalid', 'its keys cannot sign: they hold characters that no header may have')
  }
}

/**
 * Asks IAM to simulate the principal's policies (https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html):
 * nothing is done. Resource policies and conditions on the session are outside of the simulation.
 */
export async function aws(source: Aws, question: Question): Promise<Ruling> {
  const body = formOf(source, question).toString()
  const headers = await signedHeaders(source, question, body)
  const answer = await question.context.ask({ method: 'POST', url: source.url, headers, body })
  if (answer.truncated) throw new CheckFailed('protocol', 'its answer is too long to be read')
  const document = parseAwsXml(answer.body)
  if (answer.status !== 200) throw new CheckFailed('protocol', `it answered ${answer.status}: ${awsError(document) ?? 'no reason'}`)
  return { ...readSimulation(document), raw: answer.body }
}
