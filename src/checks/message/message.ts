import { isRefusal } from '../../denial/denial.ts'
import { defineCheck } from '../check.ts'
import { lastRefusal } from '../read-outcome.ts'
import { MESSAGE_EXAMPLES } from './message-examples.ts'
import { MessageFinding, MessageInput } from './message-finding.ts'
import { nothingFound, readRefusal } from './read-refusal.ts'

function told({ empty, generic, says }: MessageFinding): string {
  if (empty) return 'The refusal says nothing'
  return generic ? 'The refusal says nothing but the usual words' : `The refusal says: ${says.slice(0, 200)}`
}

function faults({ leaks, statusFits, status, betterStatus, wrongFormat, cacheable, tellsExistence }: MessageFinding): string[] {
  return [
    ...(leaks.length > 0 ? [`it leaks: ${leaks.join(', ')}`] : []),
    ...(tellsExistence ? ['it tells that this exists'] : []),
    ...(statusFits ? [] : [`${status} stands where ${betterStatus} was due`]),
    ...(wrongFormat ? ['a program was sent a page'] : []),
    ...(cacheable ? ['a shared cache may keep it'] : []),
  ]
}

/** What the refusal tells the person it refuses, and what it tells a stranger. */
export const message = defineCheck({
  name: 'message',
  summary: 'Reads what the refusal tells and what it leaks, whether its status and form fit, and offers a better one. Sends nothing.',
  input: MessageInput,
  output: MessageFinding,
  safety: 'safe',
  timeoutMs: 2_000,
  reads: 'path',
  prefetch: false,
  examples: MESSAGE_EXAMPLES,
  async run(_input, { exchanges, target, denial, request, subject, identity }) {
    const hidden = isRefusal(denial.verdict) ? exchanges.findLast(({ response }) => (response?.status ?? 0) >= 400) : undefined
    const refusal = lastRefusal(exchanges) ?? hidden
    const sends = identity(subject).kind !== 'none'
    return refusal ? readRefusal(refusal, { request, exchanges, denial, owner: target.owner, sends }) : nothingFound()
  },
  line(finding) {
    return finding.found ? `${[told(finding), ...faults(finding)].join('; ')}.` : 'There is no refusal to read.'
  },
})
