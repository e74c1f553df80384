import type { Signature } from '../../signature.ts'

/** FastAPI, Flask and Werkzeug, Jupyter: Python besides Django. */
export const pythonWeb: readonly Signature[] = [
  {
    id: 'fastapi/security',
    product: 'fastapi',
    layer: 'application',
    confidence: 0.72,
    any: [
      { body: '"not authenticated"', match: /^\s*\{"detail": ?"Not authenticated"\}\s*$/ },
      { body: '"not enough permissions"', match: /^\s*\{"detail": ?"Not enough permissions"\}\s*$/ },
    ],
    means: "The words of FastAPI's security classes: no credentials of the expected kind",
    causes: { 'invalid-token': 0.9 },
    cases: [{ when: { json: 'detail', is: 'not enough permissions' }, causes: { 'api-scope': 0.85, 'insufficient-permissions': 0.4 } }],
    rule: [{ param: 'scope' }],
    source: 'https://fastapi.tiangolo.com/reference/security/',
    examples: [
      { status: 403, body: '{"detail":"Not authenticated"}', cause: 'invalid-token' },
      {
        status: 401,
        headers: { 'www-authenticate': 'Bearer scope="orders"' },
        body: '{"detail":"Not enough permissions"}',
        cause: 'api-scope',
        rule: 'orders',
      },
    ],
  },
  {
    id: 'werkzeug/page',
    product: 'werkzeug',
    layer: 'application',
    confidence: 0.88,
    any: [
      {
        body: "<p>you don't have the permission to access the requested resource. it is either read-protected or not readable by the server.",
      },
      {
        body: "you don't have the permission to access the requested resource. it is either read-protected or not readable by the server.",
        match: /^[^{[]/,
      },
      { body: 'the server could not verify that you are authorized to access the url requested.', match: /<title>401 Unauthorized/ },
    ],
    stock: true,
    means: "Werkzeug's page (Flask's abort(403)): a view or decorator of the application",
    causes: { 'insufficient-permissions': 0.65 },
    cases: [{ when: { body: 'could not verify' }, causes: { 'invalid-token': 0.8 } }],
    source: 'https://github.com/pallets/werkzeug/blob/main/src/werkzeug/exceptions.py',
    examples: [
      {
        status: 403,
        body: "<title>403 Forbidden</title>\n<h1>Forbidden</h1>\n<p>You don't have the permission to access the requested resource. It is either read-protected or not readable by the server.</p>",
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'flask/security',
    product: 'flask-security',
    layer: 'application',
    confidence: 0.88,
    any: [
      { json: 'response.errors[]', is: 'you do not have permission to view this resource.' },
      { json: 'response.errors[]', has: 'you are not authenticated' },
    ],
    all: [{ json: 'meta.code' }],
    means: 'Flask-Security refused',
    causes: { 'insufficient-permissions': 0.85, 'role-misassignment': 0.3 },
    cases: [{ when: { json: 'response.errors[]', has: 'not authenticated' }, causes: { 'invalid-token': 0.9 } }],
    source: 'https://flask-security-too.readthedocs.io/',
    examples: [
      {
        status: 403,
        body: '{"meta":{"code":403},"response":{"errors":["You do not have permission to view this resource."],"identity_attributes":[]}}',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'jupyter/xsrf',
    product: 'jupyterhub',
    layer: 'application',
    confidence: 0.8,
    any: [
      { body: "'_xsrf' argument missing" },
      { body: 'missing or invalid credentials.', match: /"status": ?403/ },
      { header: 'x-jupyterhub-version' },
    ],
    means: 'JupyterHub or Jupyter Server refused',
    causes: { 'insufficient-permissions': 0.4, 'invalid-token': 0.4 },
    cases: [
      { when: { body: '_xsrf' }, causes: { 'session-state': 0.95 } },
      { when: { body: 'invalid credentials' }, causes: { 'invalid-token': 0.9 } },
      { when: { body: 'scope' }, causes: { 'api-scope': 0.85 } },
    ],
    source: 'https://jupyterhub.readthedocs.io/en/stable/rbac/index.html',
    examples: [
      {
        status: 403,
        headers: { 'x-jupyterhub-version': '5.2.1' },
        body: '{"message":"\'_xsrf\' argument missing from POST"}',
        cause: 'session-state',
      },
    ],
  },
  {
    id: 'datasette/page',
    product: 'datasette',
    layer: 'application',
    confidence: 0.8,
    any: [{ body: '403: directory listing is not allowed' }, { body: 'powered by <a href="https://datasette.io' }],
    means: 'Datasette refused',
    causes: { 'insufficient-permissions': 0.5 },
    cases: [{ when: { body: 'directory listing' }, causes: { 'server-directive': 0.9 } }],
    source: 'https://docs.datasette.io/en/stable/authentication.html',
    examples: [{ status: 403, body: '403: Directory listing is not allowed', cause: 'server-directive' }],
  },
]
