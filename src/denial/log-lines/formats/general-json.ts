import { readGeneralRecord } from '../general-record.ts'
import type { LogFormat, LogText } from '../log-format.ts'

/** Any JSON line, by the names that structured logs usually have. */
export const generalJson: LogFormat = {
  id: 'json',
  product: 'unknown',
  layer: 'application',
  source: 'https://www.elastic.co/guide/en/ecs/current/ecs-http.html',
  read: ({ record }: LogText) => record && readGeneralRecord(record),
  examples: [
    {
      line: '{"level":"warn","time":1767355200123,"req":{"id":"req-7","method":"POST","url":"/orders"},"res":{"statusCode":403},"msg":"invalid csrf token"}',
      cause: 'session-state',
      status: 403,
      method: 'POST',
      path: '/orders',
      reference: 'req-7',
      iso: '2026-01-02T12:00:00.123Z',
      verdict: 'denied',
    },
    {
      line: '{"time_iso8601":"2026-01-02T12:00:00+01:00","remote_addr":"203.0.113.9","request_method":"GET","request_uri":"/private","status":"403","request_id":"5f2c7d1e9a3b4c6d"}',
      status: 403,
      product: 'unknown',
      cause: 'unknown',
      iso: '2026-01-02T11:00:00.000Z',
      client: '203.0.113.9',
    },
    {
      line: '{"level":40,"time":1767355200123,"req":{"method":"GET","url":"/reports"},"res":{"statusCode":403},"reason":"missing permission","permission":"reports:export","msg":"access denied"}',
      cause: 'insufficient-permissions',
      rule: 'reports:export',
      status: 403,
      path: '/reports',
    },
    { line: '{"http.response.status_code":200,"url.path":"/","http.request.method":"GET"}', verdict: 'allowed', denial: null },
    {
      line: '{"message":"User: arn:aws:iam::111122223333:user/ci is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:111122223333:orders because no identity-based policy allows the sqs:SendMessage action","trace":{"id":"0af7651916cd43dd8448eb211c80319c"}}',
      cause: 'insufficient-permissions',
      product: 'aws-iam',
      reference: '0af7651916cd43dd8448eb211c80319c',
    },
  ],
}
