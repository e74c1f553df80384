/** A mistake in the configuration: where (`why403.yaml:4:7`, absent for the environment), which key, what was found and expected. */
export type ConfigProblem = { at?: string; key: string; found: string; expected: string }

/** One line for a person. */
export function formatConfigProblem({ at, key, found, expected }: ConfigProblem): string {
  return `${at === undefined ? '' : `${at} `}${key}: found ${found}, expected ${expected}`
}
