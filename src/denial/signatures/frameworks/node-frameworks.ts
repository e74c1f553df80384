import type { Signature } from '../../signature.ts'

/** Express and what runs in it, NestJS. */
export const nodeFrameworks: readonly Signature[] = [
  {
    id: 'express/csrf',
    product: 'express-csrf',
    layer: 'application',
    confidence: 0.9,
    any: [{ body: 'forbiddenerror: invalid csrf token' }, { body: 'ebadcsrftoken' }, { body: 'forbiddenerror: misconfigured csrf' }],
    means: 'A CSRF middleware of Express (csurf, csrf-csrf) refused the form',
    causes: { 'session-state': 0.96 },
    source: 'https://github.com/expressjs/csurf#error-handling',
    examples: [
      {
        status: 403,
        headers: { 'x-powered-by': 'Express' },
        body: '<title>Error</title><pre>ForbiddenError: invalid csrf token</pre>',
        cause: 'session-state',
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
