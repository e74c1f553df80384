/** What stands where a secret was. Everything that removes secrets leaves this marker as it is. */
export const REDACTED = '[redacted]'
