/** What may go wrong with the practice Slack: each a name, what it does, and the rules that the stand-in gets. */
export const FAULTS = [
  { id: 'none', name: 'All is well', says: 'Every call is answered at once.', rules: [] },
  {
    id: 'slow',
    name: 'Slack is slow',
    says: 'Every answer takes two seconds.',
    rules: [{ method: '*', fault: { kind: 'delay', ms: 2000 } }],
  },
  {
    id: 'limited',
    name: 'Too many requests',
    says: 'Posts and edits get 429, retry after 5 seconds.',
    rules: ['chat.postMessage', 'chat.update'].map((method) => ({ method, fault: { kind: 'rate-limited', retryAfterS: 5 } })),
  },
  { id: 'errors', name: 'Errors', says: 'Every call ends in 500.', rules: [{ method: '*', fault: { kind: 'status', status: 500 } }] },
  {
    id: 'lost',
    name: 'Answers get lost',
    says: 'The next five calls are done, but their connections break.',
    rules: [{ method: '*', times: 5, fault: { kind: 'drop-after' } }],
  },
  { id: 'down', name: 'Slack is down', says: 'No connection is taken.', rules: [{ method: '*', fault: { kind: 'drop' } }] },
]

/** The fault that the rules in force come from. */
export function currentFault(rules) {
  if (rules.length === 0) return FAULTS[0]
  return FAULTS.find((fault) => fault.rules[0]?.fault.kind === rules[0].fault.kind) ?? { id: 'other', name: 'A fault', says: '', rules }
}
