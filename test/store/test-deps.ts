import { randomUUID } from 'node:crypto'
import type { Deps } from '../../src/deps.ts'

export type LogLine = { level: 'debug' | 'info' | 'warn' | 'error'; facts: object; message: string }

/** Real time and ids; log lines are kept in `lines`. */
export function testDeps(): Deps & { lines: LogLine[] } {
  const lines: LogLine[] = []
  const at = (level: LogLine['level']) => (facts: object, message: string) => void lines.push({ level, facts, message })
  return {
    lines,
    now: () => new Date(),
    newId: () => randomUUID(),
    log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
  }
}
