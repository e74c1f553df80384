import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { freePort } from './free-port.ts'

const DEBIAN = '/usr/lib/postgresql'
const USER = 'why403'
export const PASSWORD = 'canary-password'

/** Where Debian keeps the server's binaries, newest version last; empty when none is installed. */
function installed(): string[] {
  if (!existsSync(DEBIAN)) return []
  const versions = readdirSync(DEBIAN).toSorted((a, b) => Number(a) - Number(b))
  return versions.map((version) => join(DEBIAN, version, 'bin')).filter((bin) => existsSync(join(bin, 'initdb')))
}

/** Why these tests cannot run here; undefined when they can. */
export const POSTGRES_MISSING = installed().length > 0 ? undefined : 'no PostgreSQL server here (Debian: apt-get install postgresql)'

/** A server of its own on a loopback port; `stop` ends it by its pid and `start` brings it back on the same port and files. */
export type PostgresServer = {
  /** Makes an empty database; returns its URL. */
  newDatabase(): Promise<string>
  start(): Promise<void>
  /** `SIGINT` asks sessions to end, `SIGQUIT` ends as a crash does. */
  stop(signal?: 'SIGINT' | 'SIGQUIT'): Promise<void>
  /** Stops it and removes its files. */
  remove(): Promise<void>
}

/** Makes and starts a server. As root it runs as the user `postgres`: the server refuses root. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = installed().at(-1)
  if (!bin) throw new Error(POSTGRES_MISSING)
  const user = unprivileged()
  const root = mkdtempSync(join(tmpdir(), 'why403-postgres-'))
  const passwordFile = join(root, 'password')
  writeFileSync(passwordFile, PASSWORD)
  if (user.uid !== undefined) for (const path of [root, passwordFile]) chownSync(path, user.uid, user.gid ?? user.uid)
  const data = join(root, 'data')
  const init = ['-D', data, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync', '--locale=C', '-E', 'UTF8']
  execFileSync(join(bin, 'initdb'), init, { ...user, stdio: 'ignore', cwd: root })

  const port = await freePort()
  const url = (database: string) => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=60'].flatMap((setting) => [
    '-c',
    setting,
  ])
  let server: ChildProcess | undefined
  let databases = 0
  const start = async () => {
    server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
      ...user,
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    await untilReady(server)
  }
  const stop = async (signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT') => {
    const ending = server
    server = undefined
    if (ending) await new Promise((resolve) => ending.once('exit', resolve) && ending.kill(signal))
  }
  await start()
  return {
    start,
    stop,
    async newDatabase() {
      const name = `why403_${++databases}`
      const client = new pg.Client({ connectionString: url('postgres') })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return url(name)
    },
    async remove() {
      await stop('SIGQUIT')
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const ask = (what: '-u' | '-g') => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }))
  return { uid: ask('-u'), gid: ask('-g') }
}

/** The server says so on stderr, which is read on for as long as it lives. */
function untilReady(server: ChildProcess): Promise<void> {
  const said: string[] = []
  return new Promise((resolve, reject) => {
    if (!server.stderr) return reject(new Error('The server has no stderr'))
    createInterface({ input: server.stderr }).on('line', (line) => {
      said.push(line)
      if (line.includes('ready to accept connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`The server ended:\n${said.join('\n')}`)))
  })
}
