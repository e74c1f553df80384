import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Builds the package that is published and put into the image: `dist/` with JavaScript under `lib/`, the migrations,
 * the runbooks and the docs beside it, and a package.json of its own whose `exports` lead to JavaScript (in a checkout they lead to
 * the sources).
 */
const ROOT = join(import.meta.dirname, '..')
const DIST = join(ROOT, 'dist')

rmSync(DIST, { recursive: true, force: true })
execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', join(ROOT, 'src/tsconfig.build.json')], { stdio: 'inherit' })
cpSync(join(ROOT, 'src/practice/page'), join(DIST, 'lib/practice/page'), { recursive: true })
for (const name of ['migrations', 'runbooks', 'docs', 'README.md', 'LICENSE', 'CHANGELOG.md']) cpSync(join(ROOT, name), join(DIST, name), { recursive: true })
const { private: _, scripts: __, devDependencies: ___, allowScripts: ____, ...manifest } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const { node: _____, ...dependencies } = manifest.dependencies
const built = {
  ...manifest,
  bin: { why403: 'lib/main.js' },
  exports: { '.': { types: './lib/index.d.ts', default: './lib/index.js' } },
  dependencies,
}
writeFileSync(join(DIST, 'package.json'), `${JSON.stringify(built, null, 2)}\n`)
