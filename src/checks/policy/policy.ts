import { type CheckContext, defineCheck } from '../check.ts'
import { askEngines } from './ask-engines.ts'
import { judgePolicy } from './judge-policy.ts'
import { liveRefused, whoPassed } from './live-answer.ts'
import { POLICY_EXAMPLES } from './policy-examples.ts'
import { PolicyFinding, PolicyInput } from './policy-finding.ts'
import { policySentence } from './policy-sentence.ts'

/** The other identity to ask about: as given, else who passed; a name that is not there is no mistake, since templates make it. */
function rivalOf(context: CheckContext, name: string, against: string | undefined): string | undefined {
  const given = against === undefined || ['unknown', ''].includes(against.trim()) ? undefined : against
  const known = context.target.identities.some((identity) => identity.name === given)
  return given !== undefined && known && given !== name ? given : whoPassed(context, name)
}

/** What the policy engine itself says, in a dry run. */
export const policy = defineCheck({
  name: 'policy',
  summary: 'Asks the configured policy engines for a dry run, as the identity and as one who passes, and compares it with the live answer.',
  input: PolicyInput,
  output: PolicyFinding,
  safety: 'safe',
  timeoutMs: 30_000,
  reads: 'path',
  prefetch: false,
  examples: POLICY_EXAMPLES,
  async run({ as, against }, context) {
    const { name } = context.identity(as)
    const configured = context.target.sources.policy?.length ?? 0
    if (configured === 0) {
      const own = { as: name, decisions: [], unseen: [] }
      return judgePolicy({ configured, own, otherPassed: false, liveRefused: liveRefused(context, name) })
    }
    const rival = rivalOf(context, name, against)
    const [own, other] = await Promise.all([askEngines(context, name), rival === undefined ? undefined : askEngines(context, rival)])
    const otherPassed = rival !== undefined && liveRefused(context, rival) === false
    return judgePolicy({ configured, own, other, otherPassed, liveRefused: liveRefused(context, name) })
  },
  line: policySentence,
})
