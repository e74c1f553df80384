import type { MinimizeFinding } from './minimize-finding.ts'

function contentWords({ contentDecides, kind }: MinimizeFinding): string {
  if (contentDecides === undefined || kind === 'credential' || kind === 'path') return ''
  return contentDecides
    ? ' What it holds is refused: with a harmless value it passes.'
    : ' That it is there is enough: a harmless value is refused too.'
}

function changeWords(finding: MinimizeFinding): string {
  const { parts, passedWithout, passedWith, alone, kind, name } = finding
  if (kind === 'credential') return `The same request passes as ${name}: who asks decides.`
  const isReplaced = parts.every(({ how }) => how === 'replaced')
  const left = passedWithout && (isReplaced ? `another value for ${passedWithout}` : passedWithout)
  const without = left && `${isReplaced ? 'With' : 'Without'} ${left}`
  const start = [without, passedWith && `${without ? 'with' : 'With'} ${passedWith} added`].filter((words) => words !== '').join(' and ')
  const together = alone === false ? ' By itself that is not refused: other parts count as well.' : ''
  return `${start} it passes.${contentWords(finding)}${together}`
}

/** One sentence or a few for people. */
export function minimizeLine(finding: MinimizeFinding): string {
  const { refused, flips, exact, unstable, stopped, method, bodyLeft, tried } = finding
  const body = bodyLeft ? ' The body was not taken apart: it would be sent for real.' : ''
  if (!refused) return 'The request is not refused when it is asked now, so there is nothing to take apart.'
  if (unstable) return 'The very same request passes and is refused in turn, so no part of it decides.'
  if (stopped === 'rate') return `A limiter or a counter came in between after ${tried} requests, so no part is named.`
  if (stopped === 'approval') return `Only ${method} is refused, and it is not sent again to take it apart.${body}`
  if (flips) return `${changeWords(finding)}${exact ? '' : ' It may be less: the probes were used up.'}${body}`
  if (stopped === 'budget') return `The ${tried} requests that were left did not show which part decides.${body}`
  return `It is refused however little of it is sent: no header, cookie or parameter decides.${body}`
}
