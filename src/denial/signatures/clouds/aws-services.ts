import { SAYS } from '../../signature-forms/plain-causes.ts'
import { productFamily } from '../../signature-forms/product-family.ts'

/** Hosts of API Gateway, S3, IoT and the like, which have signatures of their own. */
const OTHER_FRONT = /\.execute-api\.|(?:^|\.)s3[.-]|\.iot\.|\.elb\.|^sqs\.|(?:^|\.)queue\./

/** AWS services known by their endpoint or by an error that no other service has. */
export const awsServices = productFamily({ layer: 'cloud-api', confidence: 0.95 }, [
  {
    id: 'aws/macie',
    product: 'aws-macie',
    name: 'Amazon Macie',
    confidence: 0.96,
    any: [
      { body: 'macie is not enabled' },
      { host: 'amazonaws.com', match: /^macie2?\./ },
      { body: 'macie administrator', match: /"message": ?"[^"]{0,120}macie administrator/i },
    ],
    none: [{ body: 'authorized to perform', match: /authorized to perform:? ?\w{2,30}:\w/i }],
    causes: { 'insufficient-permissions': 0.5, 'feature-gate': 0.4 },
    cases: [
      { when: { body: 'is not enabled' }, causes: { 'feature-gate': 0.95 }, means: 'Macie is not switched on in this account and region' },
      { when: { body: 'administrator' }, causes: { 'insufficient-permissions': 0.8, tenancy: 0.5 } },
    ],
    source: 'https://docs.aws.amazon.com/macie/latest/APIReference/macie.html',
    examples: [
      {
        status: 403,
        headers: { 'x-amzn-errortype': 'AccessDeniedException' },
        body: '{"message":"Macie is not enabled."}',
        cause: 'feature-gate',
      },
    ],
  },
  {
    id: 'aws/quicksight',
    product: 'aws-quicksight',
    name: 'Amazon QuickSight',
    confidence: 0.96,
    any: [
      { header: 'x-amzn-errortype', has: 'unsupportedusereditionexception' },
      { header: 'x-amzn-errortype', has: 'unsupportedpricingplanexception' },
      { header: 'x-amzn-errortype', has: 'quicksightusernotfoundexception' },
      { body: 'unsupportedusereditionexception' },
      { host: 'amazonaws.com', match: /^quicksight\./ },
      { body: 'quicksight', match: /sign(?:ed)? up for (?:Amazon )?QuickSight|QuickSight (?:edition|subscription|account)/i },
    ],
    none: [{ body: 'authorized to perform', match: /authorized to perform:? ?\w{2,30}:\w/i }],
    causes: { 'feature-gate': 0.6, 'insufficient-permissions': 0.4 },
    cases: [
      {
        when: { header: 'x-amzn-errortype', has: 'unsupported' },
        causes: { 'feature-gate': 0.95 },
        means: 'The edition or plan of QuickSight does not hold this operation',
      },
      { when: { body: 'edition' }, causes: { 'feature-gate': 0.95 } },
      {
        when: { body: 'sign', match: /(?:not|isn't|aren't) (?:been )?(?:signed up|subscribed)|sign up/i },
        causes: { 'feature-gate': 0.9 },
      },
      { when: { body: 'not allowed to access this resource' }, causes: SAYS.permission },
    ],
    rule: [{ header: 'x-amzn-errortype', match: /^(Unsupported\w{3,60})/ }],
    source: 'https://docs.aws.amazon.com/quicksight/latest/APIReference/CommonErrors.html',
    examples: [
      {
        status: 403,
        url: 'https://quicksight.eu-west-1.amazonaws.com/accounts/111122223333/dashboards',
        headers: { 'x-amzn-errortype': 'UnsupportedUserEditionException' },
        body: '{"Message":"This edition has no dashboards API.","RequestId":"1"}',
        cause: 'feature-gate',
      },
    ],
  },
  {
    id: 'aws/service-endpoint',
    product: 'aws-iam',
    name: 'An API of AWS',
    confidence: 0.94,
    statuses: [400, 401, 403],
    all: [{ host: 'amazonaws.com' }],
    any: [
      {
        header: 'x-amzn-errortype',
        match: /Denied|Authoriz|Forbidden|Unauthorized|Signature|Token|Expired|Subscription|NotEnabled|Credential/i,
      },
      { json: '__type', match: /Denied|Authoriz|Forbidden|Unauthorized|Signature|Token|Expired|Subscription|NotEnabled|Credential/i },
      {
        body: '<code>',
        match:
          /<Code>(?:\w{0,30}Denied\w{0,20}|\w{0,20}Authoriz\w{0,20}|AuthFailure|\w{0,20}Token\w{0,20}|RequestExpired|OptInRequired|PendingVerification|Blocked|\w{0,10}Signature\w{0,20})<\/Code>/,
      },
    ],
    none: [
      { host: 'amazonaws.com', match: OTHER_FRONT },
      { host: 'amazonaws.com', match: /^cognito-/ },
      { body: 'authorized to perform', match: /authorized to perform:? ?\w{2,30}:\w/i },
      { body: 'macie is not enabled' },
    ],
    verdict: 'denied',
    causes: { 'insufficient-permissions': 0.6 },
    cases: [
      {
        when: { body: 'access to the model' },
        causes: { 'feature-gate': 0.7, 'insufficient-permissions': 0.5 },
        means: 'Bedrock: nobody has asked for access to this model in this account',
      },
      { when: { body: 'not subscribed' }, causes: SAYS.plan },
      { when: { body: 'subscription' }, causes: SAYS.plan },
      { when: { body: 'is not enabled' }, causes: SAYS.plan },
      { when: { body: 'optinrequired' }, causes: SAYS.plan },
      { when: { body: 'pendingverification' }, causes: SAYS.plan },
      { when: { body: '<code>blocked</code>' }, causes: SAYS.resource },
      { when: { body: 'authfailure' }, causes: SAYS.token },
      { when: { body: 'requestexpired' }, causes: SAYS.token },
      { when: { body: 'signature' }, causes: SAYS.token },
      {
        when: { body: 'token', match: /token (?:included|is invalid|has expired)|expired ?token|invalid ?client ?token/i },
        causes: SAYS.token,
      },
    ],
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html',
    examples: [
      {
        status: 403,
        url: 'https://bedrock-runtime.eu-west-1.amazonaws.com/model/m/invoke',
        headers: { 'x-amzn-errortype': 'AccessDeniedException:http://internal.amazon.com/coral/com.amazon.bedrock/' },
        body: '{"message":"You don\'t have access to the model with the specified model ID."}',
        cause: 'feature-gate',
      },
      {
        status: 401,
        url: 'https://ec2.eu-west-1.amazonaws.com/',
        body: '<Response><Errors><Error><Code>AuthFailure</Code><Message>AWS was not able to validate the provided access credentials</Message></Error></Errors></Response>',
        cause: 'invalid-token',
      },
    ],
  },
  {
    id: 'aws/sns',
    product: 'aws-iam',
    name: 'Amazon SNS',
    any: [{ body: '<code>authorizationerror</code>' }],
    causes: SAYS.permission,
    source: 'https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html',
    examples: [
      {
        status: 403,
        body: '<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'cognito/user-pool',
    product: 'cognito',
    name: 'Amazon Cognito',
    layer: 'identity-provider',
    confidence: 0.96,
    statuses: [400, 401, 403, 429],
    any: [
      { host: 'amazoncognito.com' },
      { host: 'amazonaws.com', match: /^cognito-(?:idp|identity|sync)\./ },
      { body: 'access token does not have required scopes' },
      { body: 'secret hash', match: /(?:verify secret hash for client|client \w{8,40} is configured with secret)/i },
      { body: 'unauthenticated access is not supported for this identity pool' },
      {
        json: '__type',
        match:
          /^(?:UserNotConfirmedException|PasswordResetRequiredException|UserLambdaValidationException|InvalidIdentityPoolConfigurationException|UserPoolAddOnNotEnabledException)$/,
      },
      { body: 'incorrect username or password.', match: /NotAuthorizedException/ },
    ],
    none: [{ body: 'authorized to perform', match: /authorized to perform:? ?\w{2,30}:\w/i }],
    verdict: 'denied',
    causes: { 'invalid-token': 0.5, 'resource-rule': 0.3 },
    cases: [
      {
        when: { body: 'required scopes' },
        causes: SAYS.scope,
        means: 'The access token lacks the scope aws.cognito.signin.user.admin or one of a resource server',
      },
      { when: { body: 'insufficient_scope' }, causes: SAYS.scope },
      { when: { body: 'unauthenticated access is not supported' }, causes: SAYS.resource },
      { when: { body: 'too many' }, causes: SAYS.limit, verdict: 'rate-limited' },
      { when: { body: 'attempt limit exceeded' }, causes: SAYS.limit, verdict: 'rate-limited' },
      { when: { body: 'password attempts exceeded' }, causes: { 'rate-limit': 0.85, 'invalid-token': 0.5 } },
      { when: { body: 'usernotconfirmed' }, causes: { 'session-state': 0.7, 'resource-rule': 0.5 } },
      { when: { body: 'passwordresetrequired' }, causes: SAYS.session },
      { when: { body: 'user is disabled' }, causes: SAYS.resource },
      { when: { body: 'userlambdavalidation' }, causes: SAYS.resource, means: 'A Lambda trigger of the pool refused the user' },
      { when: { body: 'not enabled' }, causes: SAYS.plan },
      { when: { body: 'unauthorized_client' }, causes: { 'resource-rule': 0.7, 'api-scope': 0.4 } },
      { when: { body: 'token', match: /token[^"]{0,40}(?:expired|invalid|revoked)|invalid[^"]{0,20}token/i }, causes: SAYS.token },
      { when: { body: 'notauthorizedexception' }, causes: SAYS.token },
      { when: { body: 'invalid_grant' }, causes: SAYS.token },
      { when: { body: 'invalid_client' }, causes: SAYS.token },
    ],
    rule: [{ param: 'scope' }],
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html',
    examples: [
      {
        status: 400,
        url: 'https://cognito-idp.eu-west-1.amazonaws.com/',
        headers: { 'x-amzn-errortype': 'NotAuthorizedException:' },
        body: '{"__type":"NotAuthorizedException","message":"Access Token does not have required scopes"}',
        cause: 'api-scope',
        verdict: 'denied',
      },
      {
        status: 400,
        body: '{"__type":"NotAuthorizedException","message":"Incorrect username or password."}',
        cause: 'invalid-token',
      },
    ],
  },
])
