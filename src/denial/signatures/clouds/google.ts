import type { Signature } from '../../signature.ts'

const IAM_CAUSES = { 'insufficient-permissions': 0.85, 'role-misassignment': 0.35 } as const
const apiError = (message: string, details = '') =>
  `{"error":{"code":403,"message":${JSON.stringify(message)},"status":"PERMISSION_DENIED"${details}}}`

/** Google Cloud: its APIs, Cloud Storage, IAP, Cloud Armor, Endpoints, Firebase. */
export const google: readonly Signature[] = [
  {
    id: 'google/firebase-rules',
    product: 'firebase',
    layer: 'database',
    confidence: 0.94,
    any: [
      { host: 'firestore.googleapis.com' },
      { host: 'firebaseio.com' },
      { host: 'firebasedatabase.app' },
      { host: 'firebasestorage.googleapis.com' },
    ],
    all: [{ body: '"error"' }],
    none: [{ body: 'vpcservicecontrols' }, { body: 'has not been used in project' }],
    means: 'Security rules of Firebase or Firestore do not allow this read or write',
    causes: { 'resource-rule': 0.8, 'insufficient-permissions': 0.5 },
    source: 'https://firebase.google.com/docs/rules/insecure-rules',
    examples: [
      {
        status: 403,
        url: 'https://firestore.googleapis.com/v1/projects/shop/databases/(default)/documents/orders',
        body: apiError('Missing or insufficient permissions to read orders.'),
        cause: 'resource-rule',
      },
    ],
  },
  {
    id: 'google/fcm',
    product: 'firebase',
    layer: 'cloud-api',
    confidence: 0.94,
    any: [{ host: 'fcm.googleapis.com' }, { json: 'error.details[].errorcode', is: 'sender_id_mismatch' }],
    all: [{ json: 'error.code' }],
    means: 'Firebase Cloud Messaging refused: the sender is not the project that the device registered with',
    causes: { tenancy: 0.8, 'resource-rule': 0.3 },
    source: 'https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode',
    examples: [
      {
        status: 403,
        url: 'https://fcm.googleapis.com/v1/projects/shop/messages:send',
        body: apiError('SenderId mismatch'),
        cause: 'tenancy',
      },
    ],
  },
  {
    id: 'google/api-error',
    product: 'google-apis',
    layer: 'cloud-api',
    confidence: 0.93,
    any: [
      { json: 'error.status', is: 'permission_denied' },
      { json: 'error.status', is: 'unauthenticated' },
      { json: 'error.errors[].domain' },
      { header: 'www-authenticate', has: 'https://accounts.google.com/' },
      { json: 'error.details[].domain', is: 'googleapis.com' },
    ],
    means: 'A Google API refused; message, reason and details say why',
    causes: { ...IAM_CAUSES, 'insufficient-permissions': 0.7 },
    cases: [
      {
        when: { body: 'vpcservicecontrolsuniqueidentifier' },
        causes: { 'ip-or-geo-restriction': 0.6, 'resource-rule': 0.6, tenancy: 0.3 },
        means: 'VPC Service Controls: the caller is outside the service perimeter',
        rule: [{ says: 'VPC_SERVICE_CONTROLS' }],
      },
      {
        when: { json: 'error.details[].reason', is: 'access_token_scope_insufficient' },
        causes: { 'api-scope': 0.96 },
        rule: [{ param: 'scope' }, { json: 'error.details[].metadata.method' }],
      },
      {
        when: { header: 'www-authenticate', has: 'insufficient_scope' },
        causes: { 'api-scope': 0.96 },
        means: 'The token was granted without the scope that this method needs',
        rule: [{ param: 'scope' }],
      },
      { when: { json: 'error.message', has: 'insufficient authentication scopes' }, causes: { 'api-scope': 0.96 } },
      {
        when: { json: 'error.errors[].reason', is: 'insufficientpermissions' },
        causes: { 'api-scope': 0.85, 'insufficient-permissions': 0.5 },
      },
      {
        when: { json: 'error.errors[].reason', is: 'appnotauthorizedtofile' },
        causes: { 'api-scope': 0.85, 'insufficient-permissions': 0.4 },
        means: 'The app may only see files that the user opened with it',
      },
      {
        when: { json: 'error.message', match: /\bscope\b.{0,40}(?:not support|required|insufficient)/i },
        causes: { 'api-scope': 0.85 },
        rule: [{ json: 'error.message', match: /^(\w+ scope)\b/i }],
      },
      {
        when: { json: 'error.message', has: 'has not been used in project' },
        causes: { 'feature-gate': 0.95 },
        means: 'This API is not enabled in the project',
        rule: [{ json: 'error.details[].metadata.service' }, { json: 'error.message', match: /\/apis\/api\/([\w.-]+)\// }],
      },
      {
        when: { json: 'error.details[].reason', is: 'service_disabled' },
        causes: { 'feature-gate': 0.95 },
        rule: [{ json: 'error.details[].metadata.service' }],
      },
      { when: { json: 'error.details[].reason', is: 'billing_disabled' }, causes: { 'feature-gate': 0.9 } },
      {
        when: { json: 'error.details[].reason', match: /^API_KEY_(?:IP_ADDRESS|HTTP_REFERRER|ANDROID|IOS)/ },
        causes: { 'ip-or-geo-restriction': 0.6, 'resource-rule': 0.6 },
        rule: [{ json: 'error.details[].reason' }],
      },
      {
        when: { json: 'error.details[].reason', has: 'api_key' },
        causes: { 'invalid-token': 0.8 },
        rule: [{ json: 'error.details[].reason' }],
      },
      {
        when: { json: 'error.errors[].reason', match: /rateLimit|quotaExceeded|dailyLimit|LimitExceeded$/i },
        causes: { 'rate-limit': 0.95 },
        verdict: 'rate-limited',
      },
      { when: { json: 'error.details[].reason', is: 'rate_limit_exceeded' }, causes: { 'rate-limit': 0.95 }, verdict: 'rate-limited' },
      { when: { json: 'error.errors[].reason', is: 'accessnotconfigured' }, causes: { 'feature-gate': 0.9 } },
      {
        when: {
          json: 'error.errors[].reason',
          match: /^(?:youtubeSignupRequired|liveStreamingNotEnabled|billingNotEnabled|accountDisabled|notLicensed)$/,
        },
        causes: { 'feature-gate': 0.85 },
        rule: [{ json: 'error.errors[].reason' }],
      },
      {
        when: {
          json: 'error.errors[].reason',
          match:
            /^(?:cannot\w{3,60}|commentsDisabled|teamDrive\w{3,60}|fileOwnerNotMember\w{0,40}|sharingDisabled|forbiddenForServiceAccounts)$/,
        },
        causes: { 'resource-rule': 0.85 },
        rule: [{ json: 'error.errors[].reason' }],
      },
      {
        when: {
          json: 'error.errors[].reason',
          match: /^(?:insufficientFilePermissions|insufficientParentPermissions|requiredAccessLevel)$/,
        },
        causes: { 'insufficient-permissions': 0.9 },
      },
      {
        when: { json: 'error.message', match: /^Requests (?:from|to) .{1,200} (?:are blocked|blocked)\.?$/i },
        causes: { 'resource-rule': 0.65, 'ip-or-geo-restriction': 0.6 },
        means: 'The API key is restricted to other callers or other APIs',
      },
      {
        when: { json: 'error.message', has: 'user location is not supported' },
        causes: { 'ip-or-geo-restriction': 0.95 },
      },
      { when: { json: 'error.message', has: 'developer token' }, causes: { 'feature-gate': 0.75, 'invalid-token': 0.4 } },
      { when: { json: 'error.details[].reason', is: 'user_project_denied' }, causes: { 'insufficient-permissions': 0.85, tenancy: 0.4 } },
      { when: { json: 'error.details[].reason', is: 'consumer_invalid' }, causes: { tenancy: 0.6, 'feature-gate': 0.5 } },
      { when: { json: 'error.errors[].reason', is: 'iprefererblocked' }, causes: { 'ip-or-geo-restriction': 0.6, 'resource-rule': 0.5 } },
      {
        when: { json: 'error.errors[].reason', match: /domainPolicy|forbiddenForNonWorkspace/i },
        causes: { tenancy: 0.5, 'resource-rule': 0.5 },
      },
      {
        when: { json: 'error.message', match: /Permission ["']?[\w.]{3,100}["']? denied|Required ["']?[\w.]{3,100}["']? permission/i },
        causes: IAM_CAUSES,
        means: 'IAM: the caller lacks the named permission on the named resource',
      },
      {
        when: { json: 'error.status', is: 'unauthenticated' },
        causes: { 'invalid-token': 0.95 },
        means: 'The credentials are missing, expired or not OAuth 2',
      },
      { when: { json: 'error.message', has: 'org polic' }, causes: { 'resource-rule': 0.8 } },
      {
        when: { json: 'error.message', match: /constraint constraints\/[\w./]+/i },
        causes: { 'resource-rule': 0.85 },
        rule: [{ json: 'error.message', match: /(constraints\/[\w./]+)/ }],
        means: 'A constraint of the organization policy',
      },
    ],
    rule: [
      { json: 'error.message', match: /Permission ["']?([\w.]{3,100})["']? denied/i },
      { json: 'error.details[].metadata.permission' },
      { json: 'error.message', match: /Required ["']?([\w.]{3,100})["']? permission/i },
      { json: 'error.message', match: /or a custom role with the ([\w.]{3,100}) permission/i },
      { json: 'error.message', match: /Permission ([\w.]{3,100}) is required/i },
      { json: 'error.message', match: /does not have ([\w.]+) (?:access|permission)/i },
      { param: 'scope' },
    ],
    source: 'https://cloud.google.com/apis/design/errors',
    examples: [
      {
        status: 403,
        body: apiError("Permission 'run.services.create' denied on resource '//run.googleapis.com/projects/shop' (or it may not exist)."),
        cause: 'insufficient-permissions',
        rule: 'run.services.create',
      },
      {
        status: 403,
        body: apiError(
          'Orders API has not been used in project 42 before or it is disabled.',
          ',"details":[{"reason":"SERVICE_DISABLED","domain":"googleapis.com","metadata":{"service":"orders.googleapis.com"}}]',
        ),
        cause: 'feature-gate',
        rule: 'orders.googleapis.com',
      },
      {
        status: 403,
        headers: {
          'www-authenticate':
            'Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="https://www.googleapis.com/auth/drive"',
        },
        body: apiError('Request had insufficient authentication scopes for files.'),
        cause: 'api-scope',
        rule: 'https://www.googleapis.com/auth/drive',
      },
    ],
  },
  {
    id: 'google/storage',
    product: 'gcs',
    layer: 'object-store',
    confidence: 0.95,
    any: [
      { body: 'access to the google cloud storage' },
      { body: 'storage.objects.', match: /does not have storage\.\w+\.\w+ access/i },
      { body: 'storage.buckets.', match: /does not have storage\.\w+\.\w+ access/i },
      { header: 'x-guploader-uploadid' },
    ],
    means: 'Google Cloud Storage refused; it names the permission that the caller lacks',
    causes: { 'insufficient-permissions': 0.7, 'resource-rule': 0.3, 'acl-misconfigured': 0.3 },
    cases: [
      {
        when: { body: 'anonymous caller' },
        causes: { 'insufficient-permissions': 0.7, 'acl-misconfigured': 0.4, 'invalid-token': 0.4 },
        means: 'Nobody was signed in, and the object is not public',
      },
      { when: { body: 'signaturedoesnotmatch' }, causes: { 'invalid-token': 0.95 } },
      { when: { body: 'expiredtoken' }, causes: { 'resource-rule': 0.7, 'invalid-token': 0.6 }, means: 'The signed URL has expired' },
      { when: { body: 'retention polic' }, causes: { 'resource-rule': 0.9 } },
      { when: { body: 'userprojectmissing' }, causes: { 'resource-rule': 0.8 } },
    ],
    rule: [{ body: /does not have (storage\.\w+\.\w+) access/i }],
    source: 'https://cloud.google.com/storage/docs/troubleshooting#access-permission',
    examples: [
      {
        status: 403,
        body: '<Error><Code>AccessDenied</Code><Message>Access denied.</Message><Details>ci@shop.iam.gserviceaccount.com does not have storage.objects.list access to the Google Cloud Storage bucket.</Details></Error>',
        cause: 'insufficient-permissions',
        rule: 'storage.objects.list',
      },
    ],
  },
  {
    id: 'google/iap',
    product: 'google-iap',
    layer: 'auth-proxy',
    confidence: 0.95,
    statuses: [401, 403, 502],
    any: [
      { header: 'x-goog-iap-generated-response' },
      { body: 'gcp_iap' },
      { body: "you don't have access", match: /iap|identity-aware/i },
      { body: 'invalid iap credentials' },
    ],
    verdict: 'denied',
    means: 'The Identity-Aware Proxy answered itself; the application was not asked',
    causes: { 'auth-gateway': 0.85, 'insufficient-permissions': 0.4 },
    cases: [
      {
        when: { body: 'oauth client id' },
        causes: { 'auth-gateway': 0.7, 'acl-misconfigured': 0.65 },
        means: 'IAP itself is not set up: its OAuth client is missing',
      },
      { when: { body: 'invalid iap credentials' }, causes: { 'invalid-token': 0.9, 'auth-gateway': 0.3 }, verdict: 'not-authenticated' },
    ],
    source: 'https://cloud.google.com/iap/docs/faq',
    examples: [{ status: 403, headers: { 'x-goog-iap-generated-response': 'true' }, body: "You don't have access", cause: 'auth-gateway' }],
  },
  {
    id: 'google/cloud-armor',
    product: 'gcp-cloud-armor',
    layer: 'waf',
    confidence: 0.72,
    statuses: [403],
    any: [{ body: '<title>403</title>403 forbidden' }],
    none: [{ body: '<hr>' }, { header: 'server' }],
    means: "The bare page of Google's load balancer: a Cloud Armor policy denied it",
    causes: { 'waf-rule': 0.75, 'ip-or-geo-restriction': 0.4 },
    source: 'https://cloud.google.com/armor/docs/security-policy-overview',
    examples: [
      {
        status: 403,
        headers: { via: '1.1 google' },
        body: '<!doctype html><meta charset="utf-8"><title>403</title>403 Forbidden',
        cause: 'waf-rule',
      },
    ],
  },
  {
    id: 'google/frontend',
    product: 'google-frontend',
    layer: 'load-balancer',
    confidence: 0.78,
    any: [{ body: '(forbidden)!!1' }, { body: '(unauthorized)!!1' }, { body: "that's an error.", match: /google/i }],
    means: "The page of Google's front end: the service behind it was not reached",
    causes: { 'insufficient-permissions': 0.3, 'ip-or-geo-restriction': 0.25, 'resource-rule': 0.25 },
    source: 'https://cloud.google.com/load-balancing/docs/https/troubleshooting-ext-https-lbs',
    examples: [{ status: 403, body: "<title>Error 403 (Forbidden)!!1</title><p><b>403.</b> <ins>That's an error.</ins>" }],
  },
  {
    id: 'google/endpoints',
    product: 'google-cloud-endpoints',
    layer: 'api-gateway',
    confidence: 0.92,
    any: [{ json: 'message', match: /^(?:PERMISSION_DENIED|UNAUTHENTICATED|RESOURCE_EXHAUSTED):/ }],
    none: [{ json: 'error.status' }],
    means: 'The proxy of Cloud Endpoints or API Gateway (ESPv2) refused',
    causes: { 'invalid-token': 0.5, 'insufficient-permissions': 0.4 },
    cases: [
      {
        when: { json: 'message', has: 'is not enabled for the project' },
        causes: { 'feature-gate': 0.85, tenancy: 0.3 },
        means: "The API is not enabled in the caller's project",
      },
      { when: { json: 'message', has: 'api key' }, causes: { 'invalid-token': 0.85 } },
      { when: { json: 'message', has: 'resource_exhausted' }, causes: { 'rate-limit': 0.95 }, verdict: 'rate-limited' },
      { when: { json: 'message', has: 'unauthenticated' }, causes: { 'invalid-token': 0.9 } },
      { when: { json: 'message', match: /jwt|audience/i }, causes: { 'invalid-token': 0.9 } },
    ],
    rule: [{ json: 'message', match: /^(PERMISSION_DENIED)/ }],
    source: 'https://cloud.google.com/endpoints/docs/openapi/troubleshoot-response-errors',
    examples: [
      {
        status: 403,
        body: '{"code":403,"message":"PERMISSION_DENIED: API orders.endpoints.shop.cloud.goog is not enabled for the project."}',
        cause: 'feature-gate',
        rule: 'PERMISSION_DENIED',
      },
    ],
  },
  {
    id: 'google/cloud-run',
    product: 'gcp-cloud-run',
    layer: 'auth-proxy',
    confidence: 0.85,
    all: [{ body: 'your client does not have permission to get url' }],
    none: [{ body: '(forbidden)!!1' }],
    means: 'Cloud Run or Cloud Functions: the caller lacks run.invoker (or sent no identity token)',
    causes: { 'insufficient-permissions': 0.85, 'invalid-token': 0.4 },
    rule: [{ says: 'roles/run.invoker' }],
    source: 'https://cloud.google.com/run/docs/troubleshooting#unauthorized-client',
    examples: [
      {
        status: 403,
        body: '<title>403 Forbidden</title><h1>Error: Forbidden</h1><h2>Your client does not have permission to get URL <code>/</code> from this server.</h2>',
        cause: 'insufficient-permissions',
        rule: 'roles/run.invoker',
      },
    ],
  },
]
