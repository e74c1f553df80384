import { isWhy403Error } from '../errors.ts'
import { readVersion } from '../version.ts'
import { HELP } from './help.ts'
import { type Command, EXIT, type Io } from './io.ts'
import { spareYoungMemory } from './spare-young-memory.ts'
import { terminalText } from './terminal/terminal-text.ts'

/** Each command is loaded only when it is called: `explain` must not pay for the database. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  diagnose: async () => (await import('./diagnose.ts')).diagnose,
  explain: async () => {
    spareYoungMemory()
    return (await import('./explain.ts')).explain
  },
  signatures: async () => (await import('./signatures.ts')).signatures,
  checks: async () => (await import('./checks.ts')).checks,
  runbook: async () => (await import('./runbook.ts')).runbook,
  slack: async () => (await import('./slack.ts')).slack,
}

/** Runs one command line; returns the exit status. A mistake of the user's is one clear line, never a stack trace. */
export async function run(argv: string[], io: Io): Promise<number> {
  const [name = 'help', ...args] = argv
  if (['help', '--help', '-h'].includes(name)) return help(args, io)
  if (['version', '--version', '-v'].includes(name)) return say(io, `${readVersion()}\n`)
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!load) {
    io.stderr.write(`why403: found the command "${name.slice(0, 60)}", expected one of: ${Object.keys(COMMANDS).join(', ')}, help\n`)
    return EXIT.usage
  }
  try {
    const command = await load()
    return await command(args, io)
  } catch (error) {
    return tellFailure(error, io)
  }
}

async function help([topic]: string[], io: Io): Promise<number> {
  if (topic && Object.hasOwn(COMMANDS, topic)) return run([topic, '--help'], io)
  return say(io, HELP)
}

function say(io: Io, text: string): number {
  io.stdout.write(text)
  return EXIT.ok
}

function tellFailure(error: unknown, io: Io): number {
  if (isWhy403Error(error)) {
    io.stderr.write(`why403: ${terminalText(error.message)}\n`)
    return isWhy403Error(error, 'usage.invalid', 'config.invalid', 'url.invalid', 'identity.unknown', 'input.malformed')
      ? EXIT.usage
      : EXIT.failed
  }
  if (isParseArgsError(error)) {
    io.stderr.write(`why403: ${error.message.split('. To specify')[0]}. See --help.\n`)
    return EXIT.usage
  }
  const text = io.env.LOG_LEVEL === 'debug' && error instanceof Error ? error.stack : String(error)
  io.stderr.write(`why403: this is a defect of why403, please report it: ${terminalText(text ?? '')}\n`)
  return EXIT.failed
}

function isParseArgsError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
