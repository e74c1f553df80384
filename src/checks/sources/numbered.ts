/** Names of sources as they are told: the second of one name is numbered, so that no two are taken for each other. */
export function numbered(names: readonly string[]): string[] {
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((other) => other === name).length
    return before === 0 ? name : `${name} ${before + 1}`
  })
}
