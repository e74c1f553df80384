import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { type ForegroundServer, serverFolder, startForeground, writeInto } from './foreground-server.ts'
import { freePort } from './free-port.ts'

const MODULES = '/usr/lib/apache2/modules'
const LOADED = [
  'mpm_event',
  'authn_core',
  'authn_file',
  'authz_core',
  'authz_host',
  'authz_user',
  'auth_basic',
  'alias',
  'autoindex',
  'dir',
  'mime',
  'rewrite',
  'proxy',
  'proxy_http',
]

/** Starts Apache httpd with these directives; `files` lie under its document root. Requests are logged as `METHOD path status`. */
export async function startApache(input: {
  binary: string
  directives: string
  files: Readonly<Record<string, string>>
  /** Modes of files and folders below the document root. */
  modes?: Readonly<Record<string, number>>
}): Promise<ForegroundServer> {
  const port = await freePort()
  const site = Object.fromEntries(Object.entries(input.files).map(([path, text]) => [`site/${path}`, text]))
  const folder = serverFolder('apache', { ...site, 'mime.types': 'text/html html\ntext/plain txt\n' })
  writeInto(folder, 'httpd.conf', configOf({ port, folder, directives: input.directives }))
  for (const [path, mode] of Object.entries(input.modes ?? {})) chmodSync(join(folder, 'site', path), mode)
  const args = ['-d', folder, '-f', join(folder, 'httpd.conf'), '-D', 'FOREGROUND']
  return startForeground({ binary: input.binary, port, folder, args })
}

/** Root hands the work to www-data, as a package does, so that file modes mean something. */
function configOf({ port, folder, directives }: { port: number; folder: string; directives: string }): string {
  return `${LOADED.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/httpd.pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/error.log
LogFormat "%m %U %>s" methods
CustomLog ${folder}/access.log methods
TypesConfig ${folder}/mime.types
StartServers 1
ThreadsPerChild 25
DocumentRoot ${folder}/site
DirectoryIndex index.html
<Directory ${folder}/site>
  Options -Indexes +FollowSymLinks
  AllowOverride All
  Require all granted
</Directory>
<FilesMatch "^\\.ht">
  Require all denied
</FilesMatch>
Define SITE ${folder}/site
Define FOLDER ${folder}
${directives}
`
}
