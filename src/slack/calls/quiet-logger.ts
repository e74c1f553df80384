import type { Logger, LogLevel } from '@slack/web-api'
import type { Log } from '../../deps.ts'

/** The libraries' words as debug lines: they hold URLs and bodies, and what matters of a failure is logged by its caller. */
export function quietLogger(log: Log): Logger {
  const tell = (level: string) => (first?: unknown) =>
    log.debug({ from: 'slack', level }, typeof first === 'string' ? first.slice(0, 200) : 'A library spoke')
  return {
    debug: () => {},
    info: () => {},
    warn: tell('warn'),
    error: tell('error'),
    setLevel: () => {},
    getLevel: () => 'warn' as LogLevel,
    setName: () => {},
  }
}
