import type { Case } from '../../signature.ts'
import { SAYS } from '../../signature-forms/plain-causes.ts'
import { productFamily } from '../../signature-forms/product-family.ts'

const DENIED = { 'insufficient-permissions': 0.6, 'resource-rule': 0.4, 'acl-misconfigured': 0.35 } as const

/** The codes that every store with the interface of S3 gives. */
const S3_CASES: readonly Case[] = [
  { when: { body: 'invalidaccesskeyid' }, causes: SAYS.token },
  { when: { body: 'signaturedoesnotmatch' }, causes: SAYS.token },
  { when: { body: 'requesttimetooskewed' }, causes: SAYS.token, means: "The caller's clock is off" },
  { when: { body: 'expiredtoken' }, causes: SAYS.token },
  { when: { body: 'request has expired' }, causes: { 'resource-rule': 0.8, 'invalid-token': 0.5 }, means: 'The signed URL has expired' },
  { when: { body: 'quotaexceeded' }, causes: SAYS.resource },
  { when: { body: 'accountproblem' }, causes: { 'feature-gate': 0.7, 'resource-rule': 0.5 } },
]

const xml = (code: string, message: string, more = '') => `<Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`

/** Object stores besides Amazon's, MinIO, Ceph and Alibaba's. */
export const otherObjectStores = productFamily({ layer: 'object-store', confidence: 0.96 }, [
  {
    product: 'wasabi',
    name: 'Wasabi',
    any: [{ header: 'server', has: 'wasabi' }, { host: 'wasabisys.com' }],
    causes: DENIED,
    cases: S3_CASES,
    source: 'https://docs.wasabi.com/docs/error-codes',
    examples: [{ status: 403, headers: { server: 'WasabiS3/7.19' }, body: xml('RequestTimeTooSkewed', 'late'), cause: 'invalid-token' }],
  },
  {
    product: 'backblaze-b2',
    name: 'Backblaze B2',
    any: [
      { host: 'backblazeb2.com' },
      { header: 'x-bz-file-name' },
      {
        json: 'code',
        match: /^(?:bad_auth_token|expired_auth_token|cap_exceeded|download_cap_exceeded|storage_cap_exceeded|transaction_cap_exceeded)$/,
      },
      { body: '<message>not entitled</message>' },
    ],
    none: [{ json: 'details' }],
    causes: DENIED,
    cases: [
      { when: { body: 'cap_exceeded' }, causes: { 'feature-gate': 0.7, 'rate-limit': 0.6 }, means: "The account's own cap is reached" },
      { when: { body: 'auth_token' }, causes: SAYS.token },
      {
        when: { body: 'not entitled' },
        causes: SAYS.permission,
        means: 'The application key does not hold this capability, or is of another bucket',
      },
      ...S3_CASES,
    ],
    source: 'https://www.backblaze.com/docs/cloud-storage-native-api-error-handling',
    examples: [
      { status: 403, body: '{"code":"download_cap_exceeded","message":"no","status":403}', cause: 'feature-gate' },
      { status: 403, body: xml('AccessDenied', 'not entitled'), cause: 'insufficient-permissions' },
    ],
  },
  {
    product: 'digitalocean-spaces',
    name: 'DigitalOcean Spaces',
    any: [{ host: 'digitaloceanspaces.com' }],
    causes: DENIED,
    cases: S3_CASES,
    source: 'https://docs.digitalocean.com/reference/api/spaces-api/',
    examples: [
      { status: 403, url: 'https://shop.fra1.digitaloceanspaces.com/a', body: xml('AccessDenied', ''), cause: 'insufficient-permissions' },
    ],
  },
  {
    product: 'garage',
    name: 'Garage',
    any: [{ body: 'operation is not allowed for this key' }, { body: '<region>garage</region>' }],
    causes: SAYS.permission,
    cases: S3_CASES,
    source: 'https://garagehq.deuxfleurs.fr/documentation/reference-manual/s3-compatibility/',
    examples: [
      {
        status: 403,
        body: xml('AccessDenied', 'Forbidden: Operation is not allowed for this key.', '<Region>garage</Region>'),
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'seaweedfs',
    name: 'SeaweedFS',
    any: [{ header: 'server', has: 'seaweedfs' }],
    causes: DENIED,
    cases: S3_CASES,
    source: 'https://github.com/seaweedfs/seaweedfs/wiki/Amazon-S3-API',
    examples: [
      { status: 403, headers: { server: 'SeaweedFS S3' }, body: xml('AccessDenied', 'Access Denied.'), cause: 'insufficient-permissions' },
    ],
  },
  {
    product: 'tencent-cos',
    name: 'Tencent Cloud COS',
    any: [{ host: 'myqcloud.com' }, { header: 'server', has: 'tencent-cos' }, { header: 'x-cos-request-id' }],
    causes: DENIED,
    cases: [
      ...S3_CASES,
      { when: { body: 'referer' }, causes: SAYS.resource },
      { when: { body: 'accountoverdue' }, causes: SAYS.plan },
      { when: { body: 'arrears' }, causes: SAYS.plan },
    ],
    source: 'https://www.tencentcloud.com/document/product/436/7730',
    examples: [
      {
        status: 403,
        headers: { 'x-cos-request-id': 'Nj' },
        body: xml('AccessDenied', 'Access Denied.'),
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'huawei-obs',
    name: 'Huawei Cloud OBS',
    any: [{ host: 'myhuaweicloud.com', match: /(?:^|\.)obs\./ }, { header: 'server', match: /^OBS\b/ }, { header: 'x-obs-request-id' }],
    causes: DENIED,
    cases: [...S3_CASES, { when: { body: 'inarrearorinsufficientbalance' }, causes: SAYS.plan }],
    source: 'https://support.huaweicloud.com/intl/en-us/api-obs/obs_04_0115.html',
    examples: [{ status: 403, headers: { server: 'OBS' }, body: xml('AccessDenied', 'Access Denied'), cause: 'insufficient-permissions' }],
  },
  {
    product: 'baidu-bos',
    name: 'Baidu BOS',
    any: [{ header: 'server', has: 'bcebos' }, { host: 'bcebos.com' }, { header: 'x-bce-request-id' }],
    causes: DENIED,
    cases: S3_CASES,
    source: 'https://cloud.baidu.com/doc/BOS/s/Ajwvysfpl',
    examples: [
      { status: 403, headers: { server: 'BceBos' }, body: '{"code":"AccessDenied","message":"no"}', cause: 'insufficient-permissions' },
    ],
  },
  {
    product: 'volcengine-tos',
    name: 'Volcengine TOS',
    any: [{ header: 'server', has: 'tosserver' }, { host: 'volces.com' }, { header: 'x-tos-request-id' }],
    causes: DENIED,
    cases: S3_CASES,
    source: 'https://www.volcengine.com/docs/6349/74874',
    examples: [
      {
        status: 403,
        headers: { 'x-tos-request-id': '1' },
        body: '{"Code":"AccessDenied","Message":"no"}',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'qiniu-kodo',
    name: 'Qiniu Kodo',
    any: [{ header: 'x-reqid' }, { header: 'x-qiniu-zone' }],
    all: [{ json: 'error' }],
    confidence: 0.82,
    causes: DENIED,
    cases: [
      { when: { json: 'error', match: /token/i }, causes: { 'invalid-token': 0.85, 'resource-rule': 0.4 } },
      { when: { json: 'error', match: /referer|antileech|domain/i }, causes: SAYS.resource },
    ],
    source: 'https://developer.qiniu.com/kodo/3928/error-responses',
    examples: [{ status: 401, headers: { 'x-reqid': 'a' }, body: '{"error":"bad token"}', cause: 'invalid-token' }],
  },
  {
    product: 'openstack-swift',
    name: 'OpenStack Swift',
    any: [
      { body: '<html><h1>forbidden</h1><p>access was denied to this resource.</p></html>' },
      {
        body: '<html><h1>unauthorized</h1><p>this server could not verify that you are authorized to access the document you requested.</p></html>',
      },
      { header: 'x-trans-id', match: /^tx[0-9a-f]{20,24}-/ },
    ],
    none: [{ header: 'x-amz-request-id' }, { body: '<requestid>' }],
    confidence: 0.9,
    causes: DENIED,
    cases: [{ when: { body: 'could not verify' }, causes: SAYS.token }],
    source: 'https://docs.openstack.org/api-ref/object-store/',
    examples: [
      {
        status: 403,
        headers: { 'x-trans-id': 'tx0123456789abcdef01234-0065a1b2c3' },
        body: '<html><h1>Forbidden</h1><p>Access was denied to this resource.</p></html>',
        cause: 'insufficient-permissions',
      },
    ],
  },
])
