/** Nothing, after `ms`: for races against something that may be slow. */
export function rest(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, undefined).unref()
  })
}
