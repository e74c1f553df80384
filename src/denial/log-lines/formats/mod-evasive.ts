import type { LogFacts, LogFormat, LogText } from '../log-format.ts'

const BLOCKED = /\bBlacklisting address ([\da-fA-F.:]{2,45}): possible DoS attack/

function read({ text, program }: LogText): LogFacts | undefined {
  const found = program === 'mod_evasive' || text.includes('mod_evasive') ? BLOCKED.exec(text.slice(0, 1_000)) : null
  if (!found) return undefined
  return {
    client: found[1],
    said: {
      means: 'mod_evasive counted too many requests of this address and answers all of them 403 for a while',
      causes: { 'rate-limit': 0.95, 'ip-or-geo-restriction': 0.3 },
      text: found[0],
      verdict: 'rate-limited',
    },
  }
}

/** What mod_evasive of Apache tells the system log. */
export const modEvasive: LogFormat = {
  id: 'mod-evasive',
  product: 'mod_evasive',
  layer: 'web-server',
  source: 'https://github.com/jzdziarski/mod_evasive',
  read,
  examples: [
    {
      line: 'Jan  2 12:00:00 www-1 mod_evasive[1234]: Blacklisting address 203.0.113.9: possible DoS attack.',
      cause: 'rate-limit',
      verdict: 'rate-limited',
      client: '203.0.113.9',
    },
  ],
}
