/** A runbook for an example: an owner, then `body` from line 4 on. */
export function examplePage(body: string): Record<string, string> {
  return { 'http-403.md': `---\nowner: "@team"\n---\n${body}` }
}
