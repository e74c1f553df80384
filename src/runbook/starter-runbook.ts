/** A runbook to begin with: one of each part, and clean by every rule of lint. `today` becomes the review date. */
export function starterRunbook(name: string, today: Date): string {
  const words = name.replace(/[-_]+/g, ' ').trim()
  const title = words.charAt(0).toUpperCase() + words.slice(1)
  return `---
title: ${JSON.stringify(title)}
summary: What this runbook finds out.
owner: "@your-team"
reviewed: ${today.toISOString().slice(0, 10)}
---
Say here what brings people to this runbook.

## Reproduce it
Send the request as the identity that should have access.

\`\`\`check
request: { as: subject }
\`\`\`

- \`request.status < 400\` → [It works now](#it-works-now)
- otherwise → [Ask somebody](#ask-somebody)

## Ask somebody
Say here what only a person can know, and ask one question.

- Yes → [Found it](#found-it)
- I can't tell → [Found it](#found-it)

## It works now
The refusal is gone. Note what changed, so that the next person knows.

\`\`\`outcome
cause: unknown
fix: Nothing to do now; the request passes as {{ subject }}.
\`\`\`

## Found it

\`\`\`outcome
cause: unknown
fix: Say what to do, and to what, for {{ incident.method }} {{ incident.path }}.
escalate: owner
verify: The same request passes as {{ subject }}.
\`\`\`
`
}
