#!/usr/bin/env node
import { run } from './cli/run.ts'

const isTty = Boolean(process.stdin.isTTY && process.stdout.isTTY)

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  isTty,
  cwd: process.cwd(),
  env: process.env,
  now: () => new Date(),
})
