import { SAYS } from '../../signature-forms/plain-causes.ts'
import { productFamily } from '../../signature-forms/product-family.ts'

/** Libraries and applications in Ruby besides Rails' own pages. */
export const rubyApps = productFamily({ layer: 'application', confidence: 0.9 }, [
  {
    id: 'rails/http-authentication',
    product: 'rails',
    name: 'Rails',
    confidence: 0.78,
    any: [{ body: 'http basic: access denied.' }, { body: 'http token: access denied.' }, { body: 'http digest: access denied.' }],
    none: [{ body: 'gitlab' }, { body: 'provided password or token' }],
    means: "Rails' HTTP authentication",
    causes: SAYS.token,
    source: 'https://api.rubyonrails.org/classes/ActionController/HttpAuthentication/Basic.html',
    examples: [
      {
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="Application"' },
        body: 'HTTP Basic: Access denied.\n',
        cause: 'invalid-token',
      },
    ],
  },
  {
    product: 'devise',
    name: 'Devise',
    confidence: 0.85,
    any: [
      { body: 'you need to sign in or sign up before continuing.' },
      { body: 'you have to confirm your email address before continuing.' },
      { body: 'your session expired. please sign in again to continue.' },
      { json: 'error', is: 'invalid email or password.' },
    ],
    causes: SAYS.token,
    cases: [
      { when: { body: 'session expired' }, causes: SAYS.session },
      { when: { body: 'confirm your email' }, causes: SAYS.session },
    ],
    source: 'https://github.com/heartcombo/devise/blob/main/config/locales/en.yml',
    examples: [{ status: 401, body: '{"error":"You need to sign in or sign up before continuing."}', cause: 'invalid-token' }],
  },
  {
    product: 'doorkeeper',
    name: 'Doorkeeper',
    any: [
      { header: 'www-authenticate', has: 'realm="doorkeeper"' },
      { scheme: 'bearer', param: 'error_description', has: 'access to this resource requires scope' },
      { json: 'error_description', has: 'access to this resource requires scope' },
    ],
    confidence: 0.86,
    causes: SAYS.token,
    cases: [
      { when: { header: 'www-authenticate', has: 'scope' }, causes: SAYS.scope },
      { when: { json: 'error_description', has: 'scope' }, causes: SAYS.scope },
    ],
    rule: [
      { header: 'www-authenticate', match: /requires scope \\?"([\w:., -]{2,80})\\?"/i },
      { json: 'error_description', match: /requires scope "([\w:., -]{2,80})"/i },
    ],
    source: 'https://github.com/doorkeeper-gem/doorkeeper/blob/main/config/locales/en.yml',
    examples: [
      {
        status: 403,
        headers: {
          'www-authenticate':
            'Bearer realm="Doorkeeper", error="invalid_scope", error_description="Access to this resource requires scope orders:write"',
        },
        cause: 'api-scope',
      },
    ],
  },
  {
    product: 'rack-attack',
    name: 'Rack::Attack',
    confidence: 0.8,
    any: [{ body: 'retry later', match: /^Retry later\s*$/ }],
    causes: SAYS.limit,
    source: 'https://github.com/rack/rack-attack#customizing-responses',
    examples: [{ status: 429, body: 'Retry later\n', cause: 'rate-limit' }],
  },
  {
    product: 'discourse',
    name: 'Discourse',
    any: [
      { header: 'x-discourse-route' },
      { header: 'x-discourse-username' },
      { body: 'bad csrf', match: /^\s*\["BAD CSRF"\]\s*$/ },
      { json: 'error_type', match: /^(?:invalid_access|not_logged_in|read_only|rate_limit)$/ },
    ],
    causes: SAYS.permission,
    cases: [
      { when: { body: 'bad csrf' }, causes: SAYS.csrf },
      { when: { json: 'error_type', is: 'not_logged_in' }, causes: SAYS.token },
      { when: { json: 'error_type', is: 'rate_limit' }, causes: SAYS.limit, verdict: 'rate-limited' },
      { when: { json: 'error_type', is: 'read_only' }, causes: SAYS.directive },
    ],
    source: 'https://docs.discourse.org/',
    examples: [
      {
        status: 403,
        body: '{"errors":["You are not permitted to view the requested resource."],"error_type":"invalid_access"}',
        cause: 'insufficient-permissions',
      },
      { status: 403, body: '["BAD CSRF"]', cause: 'session-state' },
    ],
  },
  {
    product: 'redmine',
    name: 'Redmine',
    any: [
      { body: 'content="redmine"' },
      { body: 'powered by <a href="https://www.redmine.org' },
      { header: 'set-cookie', has: '_redmine_session' },
    ],
    causes: SAYS.role,
    cases: [{ when: { body: 'authenticity token' }, causes: SAYS.csrf }],
    source: 'https://www.redmine.org/projects/redmine/wiki/RedmineRoles',
    examples: [
      {
        status: 403,
        body: '<meta name="description" content="Redmine" /><p>You are not authorized to access this page.</p>',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'foreman',
    name: 'Foreman',
    any: [{ json: 'error.missing_permissions[]' }, { header: 'foreman_version' }],
    causes: SAYS.permission,
    rule: [{ json: 'error.missing_permissions[]' }],
    source: 'https://docs.theforeman.org/',
    examples: [
      {
        status: 403,
        body: '{"error":{"message":"Access denied","details":"no","missing_permissions":["view_hosts"]}}',
        cause: 'insufficient-permissions',
        rule: 'view_hosts',
      },
    ],
  },
  {
    product: 'chef-server',
    name: 'Chef Infra Server',
    any: [{ json: 'error[]', match: /^missing (?:create|read|update|delete|grant) permission$/ }, { header: 'x-ops-api-info' }],
    causes: SAYS.permission,
    cases: [{ when: { json: 'error[]', match: /failed to authenticate|invalid signature/i }, causes: SAYS.token }],
    rule: [{ json: 'error[]', match: /missing (\w{4,6} permission)/ }],
    source: 'https://docs.chef.io/server/api_chef_server/',
    examples: [{ status: 403, body: '{"error":["missing read permission"]}', cause: 'insufficient-permissions', rule: 'read permission' }],
  },
  {
    product: 'puppet-server',
    name: 'Puppet Server',
    any: [{ body: 'forbidden request: ' }, { header: 'x-puppet-version' }],
    all: [{ body: 'forbidden request' }],
    causes: { 'acl-misconfigured': 0.6, 'insufficient-permissions': 0.7, 'client-certificate': 0.3 },
    rule: [{ body: /Forbidden request: (\S{3,120} \(method :\w{2,8}\))/i }, { body: /access to (\S{3,120} \[\w{2,10}\])/i }],
    source: 'https://www.puppet.com/docs/puppet/8/server/config_file_auth',
    examples: [
      {
        status: 403,
        body: 'Forbidden request: /puppet/v3/catalog/web1 (method :get). Please see the server logs for details.',
        cause: 'insufficient-permissions',
        rule: '/puppet/v3/catalog/web1 (method :get)',
      },
    ],
  },
  {
    product: 'zammad',
    name: 'Zammad',
    all: [{ json: 'error_human' }],
    causes: { 'insufficient-permissions': 0.6 },
    cases: [
      { when: { json: 'error_human', match: /csrf/i }, causes: SAYS.csrf },
      { when: { json: 'error_human', match: /token|authentication/i }, causes: SAYS.token },
    ],
    source: 'https://docs.zammad.org/en/latest/api/intro.html',
    examples: [{ status: 403, body: '{"error":"Not authorized","error_human":"Not authorized"}', cause: 'insufficient-permissions' }],
  },
])
