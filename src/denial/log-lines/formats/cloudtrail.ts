import { askEngine } from '../ask-engine.ts'
import { isRecord, type JsonRecord, listAt, textAt } from '../json-record.ts'
import type { LogFacts, LogFormat, LogSaid, LogText } from '../log-format.ts'

const REFUSALS =
  /AccessDenied|Unauthorized|NotAuthorized|AuthFailure|Forbidden|InvalidClientTokenId|ExpiredToken|SignatureDoesNotMatch|UnrecognizedClient/i
const THROTTLED = /Throttl|RequestLimitExceeded|TooManyRequests|SlowDown/i

function read({ record, isCut }: LogText): LogFacts | undefined {
  const event = eventIn(record)
  const code = textAt(event, 'errorCode')
  if (!event || !textAt(event, 'eventSource') || !textAt(event, 'eventName')) return undefined
  const said = code === undefined ? undefined : reasonOf(event, code)
  if (!said && (code !== undefined || isCut)) return undefined
  return {
    when: textAt(event, 'eventTime'),
    host: textAt(event, 'eventSource'),
    client: textAt(event, 'sourceIPAddress'),
    user: textAt(event, 'userIdentity.arn', 'userIdentity.principalId', 'userIdentity.accountId'),
    ...(said ? { said } : { status: 200 }),
    references: [
      {
        name: 'x-amzn-requestid',
        value: textAt(event, 'requestID'),
        lookUp: 'CloudTrail, field requestID; the x-amzn-requestid header of the answer',
      },
      { name: 'event id', value: textAt(event, 'eventID'), lookUp: 'CloudTrail › Event history, filter Event ID' },
    ],
  }
}

/** One event; of a delivered file with `Records`, the first that was refused. */
function eventIn(record: JsonRecord | undefined): JsonRecord | undefined {
  const events = listAt(record, 'Records').filter(isRecord)
  return events.find((event) => REFUSALS.test(textAt(event, 'errorCode') ?? '')) ?? events[0] ?? record
}

function reasonOf(event: JsonRecord, code: string): LogSaid | undefined {
  const service = textAt(event, 'eventSource')?.split('.')[0] ?? ''
  const action = `${service}:${textAt(event, 'eventName')}`
  if (THROTTLED.test(code)) {
    return {
      means: 'AWS throttles this API for the account',
      causes: { 'rate-limit': 0.97 },
      rule: action,
      text: code,
      verdict: 'rate-limited',
    }
  }
  if (!REFUSALS.test(code)) return undefined
  const message = textAt(event, 'errorMessage') ?? ''
  const engine = askEngine({ status: 403, words: message, body: `<Code>${code}</Code><Message>${message}</Message>` })
  const product =
    service === 's3' ? ({ product: 'aws-s3', layer: 'object-store' } as const) : { product: 'aws-iam', layer: 'cloud-api' as const }
  return {
    means: `AWS refused ${action} and names no policy`,
    causes: { 'insufficient-permissions': 0.8 },
    rule: action,
    ...engine,
    ...product,
    text: [code, message].filter(Boolean).join(': '),
    verdict: 'denied',
    confidence: 0.95,
  }
}

const event = (members: object) =>
  JSON.stringify({
    eventVersion: '1.09',
    userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/reports/ci' },
    eventTime: '2026-01-02T12:00:00Z',
    eventSource: 'dynamodb.amazonaws.com',
    eventName: 'Scan',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '203.0.113.9',
    requestID: '0f0e0d0c-1a2b-4c3d-8e4f-example00001',
    eventID: 'b1c2d3e4-1a2b-4c3d-8e4f-example00002',
    ...members,
  })

/** AWS CloudTrail events: who was refused which action, and by what kind of policy. */
export const cloudtrail: LogFormat = {
  id: 'aws-cloudtrail',
  product: 'aws-iam',
  layer: 'cloud-api',
  source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html',
  read,
  examples: [
    {
      line: event({
        errorCode: 'AccessDenied',
        errorMessage:
          'User: arn:aws:sts::111122223333:assumed-role/reports/ci is not authorized to perform: dynamodb:Scan on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/orders because no identity-based policy allows the dynamodb:Scan action',
      }),
      cause: 'insufficient-permissions',
      rule: 'dynamodb:Scan on arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
      product: 'aws-iam',
      layer: 'cloud-api',
      client: '203.0.113.9',
      iso: '2026-01-02T12:00:00.000Z',
      reference: '0f0e0d0c-1a2b-4c3d-8e4f-example00001',
      verdict: 'denied',
    },
    {
      line: event({
        eventSource: 'ec2.amazonaws.com',
        eventName: 'RunInstances',
        errorCode: 'Client.UnauthorizedOperation',
        errorMessage: 'You are not authorized to perform this operation.',
      }),
      cause: 'insufficient-permissions',
      rule: 'ec2:RunInstances',
    },
    {
      line: event({ eventSource: 's3.amazonaws.com', eventName: 'GetObject', errorCode: 'AccessDenied', errorMessage: 'Access Denied' }),
      product: 'aws-s3',
      layer: 'object-store',
      rule: 's3:GetObject',
      cause: 'insufficient-permissions',
    },
    { line: event({ errorCode: 'ThrottlingException', errorMessage: 'Rate exceeded' }), cause: 'rate-limit', verdict: 'rate-limited' },
    { line: event({}), verdict: 'allowed', denial: null },
  ],
}
