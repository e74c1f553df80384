import type { Turn } from '../receiver/turn.ts'

type Handle = (turn: Turn) => Promise<void>

/** One handler for each kind of payload; each answers its turn and does what it asks for, once. */
export type Handlers = { command: Handle; event: Handle; press: Handle; shortcut: Handle; submission: Handle }
