import type { FlagSources } from '../../config/sources/flag-sources.ts'
import type { Scope } from '../../expression/scope.ts'
import type { CheckContext } from '../check.ts'
import { sourceScope } from '../sources/source-scope.ts'
import type { Unseen } from '../sources/unseen.ts'
import { unseenFor } from '../sources/unseen-for.ts'
import type { Evaluation } from './flag-finding.ts'
import type { Evaluated, FlagQuestion } from './services/flag-service.ts'
import { askHttp } from './services/http.ts'
import { askOfrep } from './services/ofrep.ts'
import { askUnleash } from './services/unleash.ts'

/** What all services say of one account. */
export type Answers = { evaluations: Evaluation[]; missing: string[]; unseen: Unseen[] }

/** Whom a flag is evaluated for where the context does not say: the token's subject, else the identity's name. */
function accountOf(scope: Scope, name: string): string {
  const token = scope.token
  const sub = typeof token === 'object' && token !== null && 'sub' in token ? token.sub : undefined
  return typeof sub === 'string' && sub !== '' ? sub : name
}

type Asking = { service: string; flags: readonly string[] | undefined; ask: (question: FlagQuestion) => Promise<Evaluated> }

function askingOf({ ofrep, unleash, http }: FlagSources, wanted: readonly string[] | undefined): Asking[] {
  return [
    ...(ofrep ? [{ service: 'ofrep', flags: wanted ?? ofrep.flags, ask: (question: FlagQuestion) => askOfrep(ofrep, question) }] : []),
    ...(unleash
      ? [{ service: 'unleash', flags: wanted ?? unleash.flags, ask: (question: FlagQuestion) => askUnleash(unleash, question) }]
      : []),
    ...(http ? [{ service: 'http', flags: undefined, ask: (question: FlagQuestion) => askHttp(http, question) }] : []),
  ]
}

/** Evaluates the flags for the account of `as` at every configured service, side by side. What cannot be asked is named. */
export async function askServices(context: CheckContext, as: string, wanted: readonly string[] | undefined): Promise<Answers> {
  const scope = await sourceScope(context, as)
  const account = accountOf(scope, context.identity(as).name)
  const services = askingOf(context.target.sources.flags ?? {}, wanted)
  const answers = await Promise.all(
    services.map(async ({ service, flags, ask }): Promise<Answers> => {
      try {
        return { ...(await ask({ context, scope, flags, account })), unseen: [] }
      } catch (error) {
        return { evaluations: [], missing: [], unseen: [unseenFor(service, error)] }
      }
    }),
  )
  return {
    evaluations: answers.flatMap(({ evaluations }) => evaluations),
    missing: [...new Set(answers.flatMap(({ missing }) => missing))],
    unseen: answers.flatMap(({ unseen }) => unseen),
  }
}
