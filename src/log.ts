import pino from 'pino'
import pretty from 'pino-pretty'
import type { Log } from './deps.ts'
import { redactFacts } from './redaction/redact-facts.ts'
import { redactText } from './redaction/redact-text.ts'

/** `stream` takes JSON lines, or with `pretty` lines for a person at a terminal. */
type LogOptions = { level: string; stream: NodeJS.WritableStream; pretty: boolean }

/** A structured log (pino). Facts and sentences go through redaction: no secret reaches a line. */
export function createLog({ level, stream, pretty: isPretty }: LogOptions): Log {
  const out = isPretty ? pretty({ destination: stream, ignore: 'pid,hostname', translateTime: 'HH:MM:ss', singleLine: true }) : stream
  const logger = pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, out)
  return {
    debug: (facts, message) => logger.debug(redactFacts(facts), redactText(message)),
    info: (facts, message) => logger.info(redactFacts(facts), redactText(message)),
    warn: (facts, message) => logger.warn(redactFacts(facts), redactText(message)),
    error: (facts, message) => logger.error(redactFacts(facts), redactText(message)),
  }
}
