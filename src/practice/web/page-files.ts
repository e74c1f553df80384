import { createReadStream, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { Readable } from 'node:stream'
import { Hono } from 'hono'

const PAGE_DIR = join(import.meta.dirname, '../page')
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}
const SAFE_NAME = /^[a-z0-9-]+(\/[a-z0-9-]+)?\.(js|css|svg)$/

/** The page's own modules at /page and the libraries that it imports at /lib, straight from node_modules. */
export function pageFiles(): Hono {
  const require = createRequire(import.meta.url)
  const packageDir = (name: string) => dirname(require.resolve(`${name}/package.json`))
  const libraries: Readonly<Record<string, string>> = {
    'preact.mjs': join(packageDir('preact'), 'dist/preact.mjs'),
    'hooks.mjs': join(packageDir('preact'), 'hooks/dist/hooks.mjs'),
    'htm.mjs': require.resolve('htm').replace(/htm\.js$/, 'htm.mjs'),
  }
  return new Hono()
    .get('/page/:path{.+}', (context) => {
      const path = context.req.param('path')
      return SAFE_NAME.test(path) ? sendFile(join(PAGE_DIR, path)) : context.notFound()
    })
    .get('/lib/:name', (context) => {
      const name = context.req.param('name')
      const file = Object.hasOwn(libraries, name) ? libraries[name] : undefined
      return file ? sendFile(file) : context.notFound()
    })
}

function sendFile(file: string): Response {
  if (!existsSync(file)) return new Response('Not found', { status: 404 })
  const headers = {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  }
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, { headers })
}
