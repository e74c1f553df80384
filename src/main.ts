#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { run } from './cli/run.ts'

// Commands are imported when they are called: from here on their code is compiled once a machine, not once a start.
enableCompileCache()

const isTty = Boolean(process.stdin.isTTY && process.stdout.isTTY)
// Under `script` or `docker exec -t` a terminal may say that its size is 0: a question would be one letter a line.
if (process.stdout.isTTY && !process.stdout.columns) Object.assign(process.stdout, { columns: 80, rows: 24 })

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  isTty,
  ...(process.stdout.isTTY ? { columns: process.stdout.columns } : {}),
  cwd: process.cwd(),
  env: process.env,
  now: () => new Date(),
})
