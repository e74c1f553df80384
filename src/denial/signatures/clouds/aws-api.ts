import type { Signature } from '../../signature.ts'

const IAM_SOURCE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html'
const S3_SOURCE = 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html'
const s3Error = (code: string, message: string, more = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${more}<RequestId>TX0EXAMPLE</RequestId><HostId>abc=</HostId></Error>`

/** AWS service APIs (IAM decides) and S3. */
export const awsApi: readonly Signature[] = [
  {
    id: 'aws/iam',
    product: 'aws-iam',
    layer: 'cloud-api',
    confidence: 0.94,
    statuses: [400, 401, 403],
    any: [
      { body: 'authorized to perform', match: /authorized to perform:? ?[\w*-]+:[\w*-]+/i },
      { body: '<code>unauthorizedoperation</code>' },
    ],
    none: [
      { body: 'execute-api:invoke' },
      { body: '<hostid>' },
      { header: 'x-amz-id-2' },
      { header: 'server', has: 'amazons3' },
      { body: 's3:', match: /(?:on resource|Resource).{0,20}arn:aws[\w-]*:s3:::/i },
    ],
    means: 'An AWS API refused by IAM; it names the caller, the action and often the policy type',
    causes: { 'insufficient-permissions': 0.88 },
    cases: [
      {
        when: { body: 'explicit deny in a service control policy' },
        causes: { 'acl-misconfigured': 0.5, 'insufficient-permissions': 0.6 },
        means: 'A service control policy of the organization denies it',
      },
      {
        when: { body: 'with an explicit deny' },
        causes: { 'insufficient-permissions': 0.7, 'acl-misconfigured': 0.5 },
        means: 'A policy denies it explicitly: granting more does not help',
      },
      {
        when: { body: 'because no session policy allows' },
        causes: { 'insufficient-permissions': 0.85 },
        means: 'The session was opened with a policy that does not hold this action',
      },
      {
        when: { body: 'because no permissions boundary allows' },
        causes: { 'insufficient-permissions': 0.85 },
        means: "The caller's permissions boundary does not hold this action",
      },
      {
        when: { body: 'because no service control policy allows' },
        causes: { 'insufficient-permissions': 0.75, 'acl-misconfigured': 0.4, 'default-deny': 0.4 },
        means: 'No service control policy of the organization allows it',
      },
      {
        when: { body: 'because no vpc endpoint policy allows' },
        causes: { 'insufficient-permissions': 0.7, 'resource-rule': 0.5, 'ip-or-geo-restriction': 0.4 },
        means: 'The policy of the VPC endpoint that the request came through does not allow it',
      },
      {
        when: { body: 'assumerole' },
        causes: { 'insufficient-permissions': 0.75, 'role-misassignment': 0.4 },
        means: 'The role does not trust this caller, or the caller may not assume it',
      },
      {
        when: { body: 'because no identity-based policy allows' },
        causes: { 'insufficient-permissions': 0.95 },
        means: "Nothing in the caller's own policies allows this action",
      },
      {
        when: { body: 'because no resource-based policy allows' },
        causes: { 'insufficient-permissions': 0.8, 'resource-rule': 0.5 },
        means: "The resource's own policy does not allow it",
      },
    ],
    rule: [
      { body: /explicit deny in a [a-z -]{5,40}: (arn:[^\s"<\\]+)/i },
      { body: /authorized to perform:? ?([\w*-]+:[\w*-]+) on (?:the )?resource: ?([^\s"<\\]+)/i, as: '$1 on $2' },
      { body: /authorized to perform:? ?([\w*-]+:[\w*-]+)/i },
    ],
    source: IAM_SOURCE,
    examples: [
      {
        status: 400,
        headers: { 'x-amzn-requestid': '0f0e0d0c-example' },
        body: '{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"User: arn:aws:sts::111122223333:assumed-role/reports/ci is not authorized to perform: dynamodb:Scan on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/orders because no identity-based policy allows the dynamodb:Scan action"}',
        cause: 'insufficient-permissions',
        rule: 'dynamodb:Scan on arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
        verdict: 'denied',
      },
    ],
  },
  {
    id: 'aws/token',
    product: 'aws-iam',
    layer: 'cloud-api',
    confidence: 0.86,
    statuses: [400, 401, 403],
    any: [
      { body: 'the security token included in the request is' },
      {
        body: 'the request signature we calculated does not match the signature you provided. check your aws secret access key and signing method. consult',
      },
      { body: '<code>invalidclienttokenid</code>' },
      { body: 'unrecognizedclientexception' },
      { body: 'expiredtokenexception' },
      { body: 'incompletesignature' },
      { body: 'optinrequired' },
      { body: '<code>signaturedoesnotmatch</code>', match: /<type>sender/i },
      { body: 'aws was not able to validate the provided access credentials' },
      { body: 'your authorization token has expired. reauthenticate and try again' },
      { body: 'signature expired: ', match: /signature expired: \d{8}T\d{6}Z/i },
      { body: 'credential should be scoped to' },
    ],
    none: [{ body: '<hostid>' }, { header: 'x-amz-id-2' }],
    means: 'AWS does not accept these credentials or this signature',
    causes: { 'invalid-token': 0.95 },
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html',
    examples: [
      {
        status: 403,
        body: '{"__type":"UnrecognizedClientException","message":"The security token included in the request is invalid."}',
        cause: 'invalid-token',
      },
    ],
  },
  {
    id: 'aws/api-denied',
    product: 'aws-iam',
    layer: 'cloud-api',
    confidence: 0.7,
    statuses: [400, 403],
    any: [
      { json: '__type', has: 'accessdenied' },
      { json: '__type', has: 'notauthorized' },
      { header: 'x-amzn-errortype', has: 'accessdenied' },
      { header: 'x-amzn-errortype', has: 'unauthorizedoperation' },
      { body: '<code>unauthorizedoperation</code>' },
      { body: '<code>accessdenied</code>', match: /<type>sender/i },
    ],
    none: [{ header: 'x-amz-apigw-id' }, { header: 'apigw-requestid' }, { host: 'execute-api.amazonaws.com' }],
    means: 'An AWS API answered AccessDenied: IAM found nothing that allows this call',
    causes: { 'insufficient-permissions': 0.8, 'resource-rule': 0.2 },
    source: IAM_SOURCE,
    examples: [
      { status: 400, body: '{"__type":"AccessDeniedException","Message":""}', cause: 'insufficient-permissions', verdict: 'denied' },
    ],
  },
  {
    id: 'aws/sqs',
    product: 'aws-sqs',
    layer: 'cloud-api',
    confidence: 0.93,
    statuses: [400, 403],
    all: [{ body: 'access to the resource https://', match: /sqs|queue/i }, { body: 'is denied' }],
    means: "Amazon SQS refused: neither the caller's policy nor the queue's allows it",
    causes: { 'insufficient-permissions': 0.8, 'resource-rule': 0.4 },
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/troubleshooting-guide-access-denied.html',
    examples: [
      {
        status: 403,
        body: '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Access to the resource https://sqs.eu-west-1.amazonaws.com/ is denied.</Message></Error></ErrorResponse>',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'aws/s3',
    product: 'aws-s3',
    layer: 'object-store',
    confidence: 0.93,
    statuses: [400, 401, 403, 405],
    any: [
      { header: 'server', has: 'amazons3' },
      { header: 'x-amz-id-2' },
      { body: '<hostid>' },
      { body: '<code>allaccessdisabled</code>' },
      { host: 'amazonaws.com', match: /(?:^|\.)s3[.-]/ },
      { body: 's3:', match: /authorized to perform: ?s3:\w+ on resource: ?\\?"?arn:aws[\w-]*:s3:::/i },
    ],
    none: [
      { header: 'server', has: 'minio' },
      { json: 'error' },
      { header: 'server', has: 'aliyunoss' },
      { body: '<hostid>', match: /<HostId>[^<]{0,80}\.aliyuncs\.com/ },
      { body: 'googleaccessid' },
      { header: 'x-guploader-uploadid' },
      { header: 'x-minio-deployment-id' },
      { header: 'x-rgw-object-type' },
      { body: '<hostid>', match: /<HostId>(?:[0-9a-f]{64}<|[^<]{0,200}-)/i },
      { header: 'x-amz-id-2', match: /^[0-9a-f]{8}-[0-9a-f]{4}-/ },
    ],
    means: 'Amazon S3 itself refused',
    causes: { 'insufficient-permissions': 0.55, 'resource-rule': 0.5, 'acl-misconfigured': 0.2 },
    cases: [
      {
        when: { body: 'request has expired' },
        causes: { 'resource-rule': 0.8, 'invalid-token': 0.6 },
        means: 'The signed URL has expired',
      },
      { when: { body: '<code>expiredtoken</code>' }, causes: { 'invalid-token': 0.95 }, means: 'The temporary credentials have expired' },
      {
        when: { body: '<code>signaturedoesnotmatch</code>' },
        causes: { 'invalid-token': 0.9, 'method-or-path': 0.2 },
        means: 'The signature does not fit: wrong secret, or method, path or signed headers differ from what was signed',
      },
      { when: { body: '<code>invalidaccesskeyid</code>' }, causes: { 'invalid-token': 0.95 }, means: 'This access key does not exist' },
      {
        when: { body: '<code>requesttimetooskewed</code>' },
        causes: { 'invalid-token': 0.95 },
        means: "The caller's clock differs by more than 15 minutes",
      },
      {
        when: { body: '<code>allaccessdisabled</code>' },
        causes: { 'resource-rule': 0.85 },
        means: 'All access to this bucket is disabled',
      },
      { when: { body: '<code>accountproblem</code>' }, causes: { 'feature-gate': 0.6, 'resource-rule': 0.4 } },
      { when: { body: '<code>methodnotallowed</code>' }, causes: { 'method-or-path': 0.9 } },
      {
        when: { body: 'is not authorized to perform' },
        causes: { 'insufficient-permissions': 0.88, 'resource-rule': 0.3 },
        means: 'S3 names the caller and the action that nothing allows',
      },
      { when: { body: 'anonymous access is forbidden' }, causes: { 'invalid-token': 0.7, 'insufficient-permissions': 0.4 } },
    ],
    rule: [
      { body: /not authorized to perform: ?([\w*-]+:[\w*-]+) on (?:the )?resource: ?"?([^\s"<\\]+)/i, as: '$1 on $2' },
      { body: /not authorized to perform: ?([\w*-]+:[\w*-]+)/i },
    ],
    references: [
      {
        name: 's3 request id',
        lookUp: 'CloudTrail data events or S3 server access log, field requestID',
        read: { body: /<RequestId>([^<]{4,80})<\/RequestId>/i },
      },
    ],
    source: S3_SOURCE,
    examples: [
      { status: 403, headers: { server: 'AmazonS3' }, body: s3Error('AccessDenied', 'Access Denied'), cause: 'insufficient-permissions' },
      { status: 403, body: s3Error('AccessDenied', 'Request has expired', '<X-Amz-Expires>60</X-Amz-Expires>'), cause: 'resource-rule' },
      {
        status: 403,
        body: s3Error('SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.'),
        cause: 'invalid-token',
      },
      {
        status: 403,
        body: s3Error(
          'AccessDenied',
          'User: arn:aws:iam::111122223333:user/ci is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::reports/q3.csv" because no identity-based policy allows the s3:GetObject action',
        ),
        cause: 'insufficient-permissions',
        rule: 's3:GetObject on arn:aws:s3:::reports/q3.csv',
      },
    ],
  },
]
