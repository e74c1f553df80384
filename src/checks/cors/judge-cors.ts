import { readOutcome } from '../read-outcome.ts'
import { type AskedOrigin, FOREIGN } from './ask-page.ts'
import type { OriginDifference } from './confirm-origins.ts'
import { allowsOrigin, type CorsAnswer, readCors } from './cors-answer.ts'
import type { CorsFinding } from './cors-finding.ts'
import { judgePreflight, type Preflights } from './judge-preflight.ts'
import type { PageRequest } from './page-request.ts'

type Input = { page: PageRequest; preflights: Preflights; asked: readonly AskedOrigin[]; difference: OriginDifference }

/** What the request itself was answered, by the Origin sent. */
function readAnswers({ page, asked }: Input) {
  const answerOf = (name: AskedOrigin['name']) => {
    const found = asked.find((one) => one.name === name)
    return found && readCors(found.exchange)
  }
  const [actual, foreign] = [answerOf('page'), answerOf('foreign')]
  const names = (kind: string) => asked.filter(({ exchange }) => readOutcome(exchange).kind === kind).map(({ name }) => name)
  const allows = (answer: CorsAnswer | undefined, origin: string) =>
    answer !== undefined && allowsOrigin(answer, origin, page.withCredentials)
  const echoes = actual?.origin === page.origin && actual.origin !== '*'
  return {
    actual,
    passedOrigins: names('passed'),
    refusedOrigins: names('refused'),
    actualAllows: allows(actual, page.origin),
    anyOriginAllowed: foreign?.origin === '*' || foreign?.origin === FOREIGN,
    varyMissing: echoes && !actual.varyOrigin && foreign?.origin !== actual.origin,
  }
}

type Facts = Omit<CorsFinding, 'problem' | 'browserWouldBlock'>

/** The first thing that keeps the page out, in the order in which a browser meets it. */
function problemOf(facts: Facts): CorsFinding['problem'] {
  const { originFlips, refusedOrigins, crossOrigin, preflightNeeded, wildcardWithCredentials } = facts
  const refusesPage = originFlips && refusedOrigins.includes('page')
  if (!crossOrigin) return refusesPage ? 'origin' : ''
  if (preflightNeeded && facts.preflightNeedsLogin) return 'preflight-needs-login'
  if (preflightNeeded && facts.preflightRedirects) return 'redirect'
  if (refusesPage) return 'origin'
  if (preflightNeeded && facts.preflightRefused) return 'preflight-refused'
  if (!facts.originAllowed) return wildcardWithCredentials ? 'credentials' : 'origin'
  if (facts.credentialsNeeded && !facts.credentialsAllowed) return 'credentials'
  if (preflightNeeded && !facts.methodAllowed) return 'method'
  return preflightNeeded && !facts.headersAllowed ? 'header' : ''
}

/** What the answers amount to for the page. */
export function judgeCors(input: Input): CorsFinding {
  const { page, difference } = input
  const { allowsOrigin: preflightAllows, credentials, wildcard, ...preflight } = judgePreflight(page, input.preflights)
  const { actual, actualAllows, ...origins } = readAnswers(input)
  const { needed, method, headers } = page.needs
  const isRefused = origins.refusedOrigins.includes('page')
  // A refusal often carries no CORS headers; what the preflight allows is all that is known of the origin then.
  const deciding = needed && (isRefused || !actual) ? preflightAllows : needed ? preflightAllows && actualAllows : actualAllows
  const allowsCredentials = needed ? credentials : (actual?.credentials ?? false)
  const facts: Facts = {
    origin: page.origin,
    crossOrigin: page.origin !== page.own,
    nullOrigin: page.origin === 'null',
    preflightNeeded: needed,
    preflightFor: needed ? [...(['GET', 'HEAD', 'POST'].includes(method) ? [] : [method]), ...headers] : [],
    ...preflight,
    ...(actual && { status: actual.status }),
    refusalHidden: isRefused && !actualAllows,
    originAllowed: deciding,
    ...origins,
    credentialsNeeded: page.withCredentials,
    credentialsAllowed: allowsCredentials,
    wildcardWithCredentials: page.withCredentials && (actual?.origin === '*' || (needed && wildcard)),
    originFlips: difference.flips,
    unstable: difference.unstable,
  }
  const problem = problemOf(facts)
  return { ...facts, problem, browserWouldBlock: facts.crossOrigin && problem !== '' }
}
