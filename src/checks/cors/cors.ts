import { defineCheck } from '../check.ts'
import { decisiveResponse } from '../check-failed.ts'
import { askOrigins, preflightOf } from './ask-page.ts'
import { confirmOrigins } from './confirm-origins.ts'
import { CORS_EXAMPLES } from './cors-examples.ts'
import { CorsFinding, CorsInput } from './cors-finding.ts'
import { corsLine } from './cors-line.ts'
import { judgeCors } from './judge-cors.ts'
import { isOk } from './judge-preflight.ts'
import { readPageRequest } from './page-request.ts'

/** Whether a browser would let a page send this request, and whether the server refuses by Origin. */
export const cors = defineCheck({
  name: 'cors',
  summary: 'Sends the preflight that a browser would, and the request with several Origins; says what a page on another site may do.',
  input: CorsInput,
  output: CorsFinding,
  safety: 'safe',
  timeoutMs: 30_000,
  prefetch: false,
  examples: CORS_EXAMPLES,
  async run(input, context) {
    const page = await readPageRequest(context, input)
    const [own, asked] = await Promise.all([context.probe(preflightOf(page, 'anonymous')), askOrigins(context, page, input.as)])
    if (!own.response && !asked.some(({ exchange }) => exchange.response)) decisiveResponse(own)
    const mayLogIn = own.response !== null && !isOk(own) && context.identity(input.as).kind !== 'none'
    const [withLogin, difference] = await Promise.all([
      mayLogIn ? context.probe(preflightOf(page, input.as)) : undefined,
      confirmOrigins(context, asked),
    ])
    return judgeCors({ page, preflights: { own, ...(withLogin && { withLogin }) }, asked, difference })
  },
  line: corsLine,
})
