import type { PolicyEngine, SourceOf } from '../../config/sources/policy-source.ts'
import type { Ruling } from './decision.ts'
import { aws } from './engines/aws.ts'
import { casbin } from './engines/casbin.ts'
import { cerbos } from './engines/cerbos.ts'
import { http } from './engines/http.ts'
import { keycloak } from './engines/keycloak.ts'
import { kubernetes } from './engines/kubernetes.ts'
import { opa } from './engines/opa.ts'
import { openfga } from './engines/openfga.ts'
import type { Question } from './question.ts'

/**
 * Asks one engine for a dry run. Nothing is ever changed by it.
 * @throws CheckFailed where it gives no decision; `secret.missing`
 */
type AskEngine<E extends PolicyEngine> = (source: SourceOf<E>, question: Question) => Promise<Ruling>

/** How each engine is asked. */
export const ENGINES = { opa, kubernetes, openfga, cerbos, keycloak, aws, casbin, http } as const satisfies {
  [E in PolicyEngine]: AskEngine<E>
}
