/** What a command may touch of its process; handed in, so that a command runs the same in a test. */
export type Io = {
  stdin: NodeJS.ReadableStream
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
  /** A person sits at both ends: questions may be asked. */
  isTty: boolean
  /** Width of the terminal that stdout is; absent when the output goes elsewhere. */
  columns?: number
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  now(): Date
}

/** A command: its arguments after its name in, the exit status out. */
export type Command = (args: string[], io: Io) => Promise<number>

/** Exit statuses of every command; `diagnose` adds those of its contract. */
export const EXIT = { ok: 0, problems: 1, usage: 2, refused: 3, failed: 4 } as const
