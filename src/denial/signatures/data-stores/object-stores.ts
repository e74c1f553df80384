import type { Signature } from '../../signature.ts'

const xml = (code: string, message: string, more = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`

/** Stores that speak S3 and are not Amazon's: MinIO, Ceph, Alibaba Cloud OSS, others. */
export const objectStores: readonly Signature[] = [
  {
    id: 'minio/error',
    product: 'minio',
    layer: 'object-store',
    confidence: 0.95,
    any: [
      { header: 'server', match: /^minio/i },
      { header: 'x-minio-deployment-id' },
      { header: 'x-minio-error-code' },
      { body: '<hostid>', match: /<HostId>[0-9a-f]{64}<\/HostId>/i },
      { body: '<code>xminio' },
      { json: 'code', match: /^XMinio/ },
      { json: 'hostid', match: /^[0-9a-f]{64}$/i },
    ],
    means: 'MinIO refused',
    causes: { 'insufficient-permissions': 0.65, 'resource-rule': 0.4 },
    cases: [
      { when: { body: 'invalidaccesskeyid' }, causes: { 'invalid-token': 0.95 } },
      { when: { body: 'signaturedoesnotmatch' }, causes: { 'invalid-token': 0.95 } },
      { when: { body: 'requesttimetooskewed' }, causes: { 'invalid-token': 0.95 }, means: "The caller's clock is off" },
      { when: { body: 'request has expired' }, causes: { 'resource-rule': 0.8, 'invalid-token': 0.5 } },
    ],
    source: 'https://min.io/docs/minio/linux/administration/identity-access-management.html',
    examples: [
      { status: 403, headers: { server: 'MinIO' }, body: xml('AccessDenied', 'Access Denied.'), cause: 'insufficient-permissions' },
      { status: 403, headers: { server: 'MinIO' }, body: xml('RequestTimeTooSkewed', 'late'), cause: 'invalid-token' },
      {
        status: 403,
        body: xml('InvalidAccessKeyId', 'no such key', `<BucketName>a</BucketName><HostId>${'0123456789abcdef'.repeat(4)}</HostId>`),
        cause: 'invalid-token',
      },
    ],
  },
  {
    id: 'ceph/rgw',
    product: 'ceph-rgw',
    layer: 'object-store',
    confidence: 0.95,
    any: [
      { header: 'server', has: 'ceph' },
      { header: 'x-rgw-object-type' },
      { body: '<requestid>tx0', match: /<RequestId>tx[0-9a-f]{17,21}-[0-9a-f-]{4,}/ },
      { json: 'requestid', match: /^tx[0-9a-f]{17,21}-/ },
      { header: 'x-amz-request-id', match: /^tx[0-9a-f]{17,21}-/ },
    ],
    means: 'The gateway of Ceph (RGW) refused',
    causes: { 'insufficient-permissions': 0.65, 'resource-rule': 0.4 },
    cases: [
      { when: { body: 'invalidaccesskeyid' }, causes: { 'invalid-token': 0.95 } },
      { when: { body: 'signaturedoesnotmatch' }, causes: { 'invalid-token': 0.95 } },
      { when: { body: 'quotaexceeded' }, causes: { 'resource-rule': 0.85 } },
    ],
    source: 'https://docs.ceph.com/en/latest/radosgw/s3/',
    examples: [
      {
        status: 403,
        body: xml(
          'AccessDenied',
          '',
          '<RequestId>tx00000f1e2d3c4b5a69788-00673a2b1c-1d2e-default</RequestId><HostId>1d2e-default-default</HostId>',
        ),
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'aliyun/oss',
    product: 'aliyun-oss',
    layer: 'object-store',
    confidence: 0.95,
    any: [
      { header: 'server', has: 'aliyunoss' },
      { body: '.aliyuncs.com</hostid>' },
      { host: 'aliyuncs.com' },
      { header: 'x-oss-request-id' },
      { body: '<ec>00', match: /<EC>00\d\d-\d{8}<\/EC>/ },
    ],
    none: [{ json: 'requestid' }],
    means: 'Alibaba Cloud OSS refused',
    causes: { 'insufficient-permissions': 0.6, 'resource-rule': 0.4, 'acl-misconfigured': 0.4 },
    cases: [
      {
        when: { body: 'because of bucket acl' },
        causes: { 'acl-misconfigured': 0.65, 'insufficient-permissions': 0.5 },
        rule: [{ says: 'bucket acl' }],
        means: "The bucket's ACL does not let the caller in",
      },
      {
        when: { body: 'does not belong to you' },
        causes: { tenancy: 0.8, 'insufficient-permissions': 0.4 },
        means: 'The bucket belongs to another account',
      },
      { when: { body: 'authorizer policy' }, causes: { 'insufficient-permissions': 0.85 } },
      {
        when: { body: 'must be addressed using the specified endpoint' },
        causes: { 'method-or-path': 0.85 },
        means: 'The bucket lies in another region: its own endpoint must be asked',
      },
      { when: { body: 'securitytokenexpired' }, causes: { 'invalid-token': 0.95 } },
      { when: { body: 'userdisable' }, causes: { 'feature-gate': 0.8, 'resource-rule': 0.5 } },
      { when: { body: 'bucket policy' }, causes: { 'resource-rule': 0.85 } },
      { when: { body: 'hotlink' }, causes: { 'resource-rule': 0.9 } },
      { when: { body: 'referer' }, causes: { 'resource-rule': 0.85 } },
      { when: { body: 'invalidaccesskeyid' }, causes: { 'invalid-token': 0.95 } },
      { when: { body: 'signaturedoesnotmatch' }, causes: { 'invalid-token': 0.95 } },
      { when: { body: 'request has expired' }, causes: { 'resource-rule': 0.8, 'invalid-token': 0.5 } },
    ],
    source: 'https://www.alibabacloud.com/help/en/oss/user-guide/http-status-code-403',
    examples: [
      {
        status: 403,
        body: xml('AccessDenied', 'The bucket you access does not belong to you.', '<HostId>shop.oss-eu-central-1.aliyuncs.com</HostId>'),
        cause: 'tenancy',
      },
    ],
  },
  {
    id: 's3/compatible',
    product: 's3-compatible',
    layer: 'object-store',
    confidence: 0.7,
    any: [{ header: 'x-amz-request-id' }, { header: 'x-amz-bucket-region' }],
    all: [{ body: '<error>' }, { body: '<code>' }],
    none: [
      { header: 'server', has: 'amazons3' },
      { header: 'x-amz-id-2', match: /^[\w+/]{20,}=*$/ },
      { host: 'amazonaws.com' },
      { header: 'server', has: 'minio' },
    ],
    means: 'A store that speaks S3 refused',
    causes: { 'insufficient-permissions': 0.6, 'resource-rule': 0.4, 'acl-misconfigured': 0.35 },
    cases: [
      { when: { body: '<code>invalidaccesskeyid</code>' }, causes: { 'invalid-token': 0.95 } },
      { when: { body: '<code>signaturedoesnotmatch</code>' }, causes: { 'invalid-token': 0.95 } },
      { when: { body: '<code>requesttimetooskewed</code>' }, causes: { 'invalid-token': 0.95 } },
    ],
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    examples: [
      {
        status: 403,
        headers: { server: 'nginx', 'x-amz-request-id': '7' },
        body: xml('AccessDenied', 'Access Denied'),
        cause: 'insufficient-permissions',
      },
    ],
  },
]
