import type { Clue, Signature } from '../signature.ts'

/** Every clue of a signature with its place in it, as `any[2]` or `cases[0].when`. */
export function cluesOf({ all = [], any = [], none = [], success = [], cases = [] }: Signature): { place: string; clue: Clue }[] {
  const named = (name: string, clues: readonly Clue[]) => clues.map((clue, index) => ({ place: `${name}[${index}]`, clue }))
  return [
    ...named('all', all),
    ...named('any', any),
    ...named('none', none),
    ...named('success', success),
    ...cases.map(({ when }, index) => ({ place: `cases[${index}].when`, clue: when })),
  ]
}

/** The texts that a clue compares with, by the name of its member. */
export function literalsOf(clue: Clue): [string, string][] {
  return Object.entries(clue).filter((member): member is [string, string] => typeof member[1] === 'string')
}
