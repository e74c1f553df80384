/** An answer `{ ok: false, error }` of Slack's Web API; `messages` become `response_metadata.messages`. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal'
  readonly error: string
  readonly more: Record<string, unknown>

  constructor(error: string, messages: readonly string[] = [], more: Record<string, unknown> = {}) {
    super(error)
    this.error = error
    this.more = { ...(messages.length > 0 ? { response_metadata: { messages } } : {}), ...more }
  }
}
