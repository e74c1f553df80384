import type { Span } from './read-markdown.ts'

/** The spans that lie within `outer`, in order. `spans` are in order and do not overlap. */
export function* spansWithin(spans: readonly Span[], outer: Span): Generator<Span> {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle] as Span).from < outer.from) low = middle + 1
    else high = middle
  }
  for (let index = low; index < spans.length; index++) {
    const span = spans[index] as Span
    if (span.to > outer.to) return
    yield span
  }
}
