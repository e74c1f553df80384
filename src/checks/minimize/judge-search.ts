import type { Steadiness } from '../steadiness/ask-again.ts'
import { partWords } from './change.ts'
import { isPlain } from './is-plain.ts'
import type { MinimizeFinding } from './minimize-finding.ts'
import type { RefusedRequest } from './request-parts.ts'
import type { Searched } from './search-parts.ts'
import type { StandIn } from './stand-in.ts'
import type { Trials } from './trials.ts'

/** What nothing is known of yet. */
const NOTHING: MinimizeFinding = {
  refused: false,
  method: 'GET',
  safeInstead: false,
  bodyLeft: false,
  flips: false,
  parts: [],
  exact: false,
  added: [],
  nothingFlips: false,
  unstable: false,
  stopped: '',
  tried: 0,
  of: 0,
  passedWithout: '',
  passedWith: '',
}

/** How it was asked. */
type Asked = Pick<MinimizeFinding, 'method' | 'safeInstead' | 'bodyLeft'>

/** The finding where there is nothing to take apart: it passes, or only an unsafe method is refused. */
export function unsearched(kind: Exclude<StandIn['kind'], 'refused'>, asked: Asked): MinimizeFinding {
  return { ...NOTHING, ...asked, refused: kind === 'none', stopped: kind === 'none' ? 'approval' : '' }
}

type Input = { asked: Asked; request: RefusedRequest; searched: Searched; steadiness: Steadiness; trials: Trials }

function partsOf(found: NonNullable<Searched['found']>, request: RefusedRequest): Partial<MinimizeFinding> {
  const { changes, complete, alone, contentDecides } = found
  const parts = changes.map(({ kind, name, how }) => ({ kind, name, how }))
  const [only] = changes.length === 1 ? changes : []
  const plain = only && isPlain(only, request)
  const added = parts.filter(({ how }) => how === 'added')
  return {
    flips: true,
    parts,
    ...(only && parts[0]),
    exact: complete,
    ...(alone !== undefined && { alone }),
    ...(contentDecides !== undefined && { contentDecides }),
    ...(plain !== undefined && { plain }),
    added: added.filter(({ kind }) => kind === 'header').map(({ name }) => name),
    passedWithout: partWords(parts.filter(({ how }) => how !== 'added')),
    passedWith: partWords(added),
  }
}

/** What the search amounts to. Where answers change from call to call, or a limiter came in between, no part is named. */
export function judgeSearch({ asked, request, searched, steadiness, trials }: Input): MinimizeFinding {
  const { of, found } = searched
  const stopped = steadiness === 'turned' ? 'rate' : trials.stopped()
  const known = { ...NOTHING, ...asked, refused: true, tried: trials.tried(), of, stopped, unstable: steadiness === 'unstable' }
  if (steadiness !== 'steady' || stopped === 'rate') return known
  return found ? { ...known, ...partsOf(found, request) } : { ...known, nothingFlips: stopped === '' }
}
