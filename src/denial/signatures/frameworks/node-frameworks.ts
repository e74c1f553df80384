import type { Signature } from '../../signature.ts'

/** Express and what runs in it, NestJS. */
export const nodeFrameworks: readonly Signature[] = [
  {
    id: 'express/csrf',
    product: 'express-csrf',
    layer: 'application',
    confidence: 0.9,
    any: [
      { body: 'forbiddenerror: invalid csrf token' },
      { body: 'ebadcsrftoken' },
      { body: 'forbiddenerror: misconfigured csrf' },
      { body: '<pre>error: csrf token m', match: /<pre>Error: CSRF token (?:missing|mismatch)/i },
    ],
    means: 'A CSRF middleware of Express (csurf, csrf-csrf, lusca) refused the form',
    causes: { 'session-state': 0.96 },
    source: 'https://github.com/expressjs/csurf#error-handling',
    examples: [
      {
        status: 403,
        headers: { 'x-powered-by': 'Express' },
        body: '<title>Error</title><pre>ForbiddenError: invalid csrf token</pre>',
        cause: 'session-state',
      },
      {
        status: 403,
        headers: { 'x-powered-by': 'Express', 'content-type': 'text/html; charset=utf-8' },
        body: '<title>Error</title>\n</head>\n<body>\n<pre>Error: CSRF token missing<br> &nbsp; &nbsp;at checkCsrf (/srv/node_modules/lusca/lib/csrf.js:112:23)</pre>',
        cause: 'session-state',
      },
    ],
  },
  {
    id: 'express/static',
    product: 'express',
    layer: 'application',
    confidence: 0.85,
    statuses: [403],
    all: [{ body: '<pre>forbiddenerror: forbidden' }, { body: 'at sendstream' }],
    means: "Express' file server refused a path: a dotfile under `dotfiles: deny`, or one that leads out of its folder",
    causes: { 'server-directive': 0.88, 'file-permissions': 0.1 },
    cases: [{ when: { path: '/.' }, causes: { 'server-directive': 0.9 }, rule: [{ says: 'dotfiles' }] }],
    source: 'https://expressjs.com/en/5x/api.html#express.static',
    examples: [
      {
        status: 403,
        url: 'https://shop.example/files/.env',
        headers: { 'x-powered-by': 'Express', 'content-type': 'text/html; charset=utf-8' },
        body: '<title>Error</title>\n</head>\n<body>\n<pre>ForbiddenError: Forbidden<br> &nbsp; &nbsp;at createHttpError (/srv/node_modules/send/index.js:861:12)<br> &nbsp; &nbsp;at SendStream.error (/srv/node_modules/send/index.js:168:31)</pre>',
        cause: 'server-directive',
        rule: 'dotfiles',
      },
    ],
  },
  {
    id: 'express/page',
    product: 'express',
    layer: 'application',
    confidence: 0.8,
    all: [{ body: '<title>error</title> </head> <body> <pre>' }],
    none: [{ body: 'csrf' }],
    means: "Express' own error page",
    causes: { 'insufficient-permissions': 0.4 },
    source: 'https://github.com/pillarjs/finalhandler/blob/master/index.js',
    examples: [
      {
        status: 403,
        body: '<html lang="en">\n<head>\n<title>Error</title>\n</head>\n<body>\n<pre>Forbidden</pre>\n</body>',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'nestjs/guard',
    product: 'nestjs',
    layer: 'application',
    confidence: 0.9,
    all: [{ json: 'message', is: 'forbidden resource' }, { json: 'statuscode' }],
    means: 'A guard of the NestJS application said no',
    causes: { 'insufficient-permissions': 0.75, 'role-misassignment': 0.3 },
    source: 'https://docs.nestjs.com/guards',
    examples: [
      { status: 403, body: '{"message":"Forbidden resource","error":"Forbidden","statusCode":403}', cause: 'insufficient-permissions' },
    ],
  },
]
