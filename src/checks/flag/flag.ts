import { type CheckContext, defineCheck } from '../check.ts'
import { whoPassed } from '../policy/live-answer.ts'
import { unseenSentence } from '../sources/unseen.ts'
import { askServices } from './ask-services.ts'
import { FlagFinding, FlagInput } from './flag-finding.ts'
import { guardingFlag, isNamed } from './guarding-flag.ts'

const NOTHING: FlagFinding = {
  configured: false,
  seen: false,
  evaluations: [],
  off: false,
  on: false,
  offFlags: [],
  onForOther: [],
  named: false,
  missing: [],
  unseen: [],
}

const OFREP = { flags: { ofrep: { url: 'https://flags.test', context: { targetingKey: '{{ identity.attributes.account }}' } } } }

/** Flags that somebody has tied to this target or step, whatever the refusal says. */
function tiedFlags({ target }: CheckContext, { flags }: FlagInput): ReadonlySet<string> {
  const { ofrep, unleash, http } = target.sources.flags ?? {}
  return new Set([flags, ofrep?.flags, unleash?.flags, http && [http.flag]].flatMap((names) => names ?? []))
}

/** Whether a feature flag keeps this account out. */
export const flag = defineCheck({
  name: 'flag',
  summary: 'Evaluates feature flags for this account, and for one that passes. Asks the flag service alone.',
  input: FlagInput,
  output: FlagFinding,
  safety: 'safe',
  timeoutMs: 15_000,
  reads: 'path',
  prefetch: false,
  examples: [
    {
      name: 'the flag that the refusal names is off',
      input: {},
      sources: OFREP,
      exchanges: [
        {
          as: 'anonymous',
          request: { method: 'GET', url: 'https://api.test/orders', headers: {} },
          response: { status: 403, headers: {}, body: '{"error":"feature new_export is not enabled for your account"}' },
        },
      ],
      answers: {
        'POST https://flags.test/ofrep/v1/evaluate/flags': {
          status: 200,
          body: '{"flags":[{"key":"new-export","value":false,"reason":"TARGETING_MATCH","variant":"off"},{"key":"dark-mode","value":false}]}',
        },
      },
      finding: { flag: 'new-export', off: true, reason: 'TARGETING_MATCH', named: true, offFlags: ['new-export', 'dark-mode'] },
    },
    {
      name: 'on for who passes and off for who is refused',
      input: {},
      subject: 'ann',
      identities: [
        { name: 'ann', kind: 'bearer', attributes: { account: 'a' } },
        { name: 'bob', kind: 'bearer', attributes: { account: 'b' } },
      ],
      sources: OFREP,
      exchanges: [
        {
          as: 'bob',
          request: { method: 'GET', url: 'https://api.test/orders', headers: {} },
          response: { status: 200, headers: {}, body: '' },
        },
      ],
      answers: {
        'POST https://flags.test/ofrep/v1/evaluate/flags': [
          { status: 200, body: '{"flags":[{"key":"beta","value":false}]}' },
          { status: 200, body: '{"flags":[{"key":"beta","value":true}]}' },
        ],
      },
      finding: { flag: 'beta', off: true, onForOther: ['beta'], comparedWith: 'bob', named: false },
    },
    {
      name: 'a flag service that is down',
      input: { flags: ['beta'] },
      sources: OFREP,
      answers: { 'https://flags.test/ofrep/v1/evaluate/flags/beta': { status: 500, body: '<html>oops</html>' } },
      finding: { configured: true, seen: false, off: false, unseen: [{ source: 'ofrep', why: 'it answered 500: oops' }] },
    },
    { name: 'no flag service', input: {}, finding: { configured: false } },
  ],
  async run(input, context) {
    const { sources } = context.target
    if (Object.keys(sources.flags ?? {}).length === 0) return NOTHING
    const subject = context.identity(input.as).name
    const comparedWith = whoPassed(context, subject)
    const [own, other] = await Promise.all([
      askServices(context, subject, input.flags),
      comparedWith === undefined ? null : askServices(context, comparedWith, input.flags),
    ])
    const offFlags = own.evaluations.filter(({ on }) => !on).map((each) => each.flag)
    const onForOther = offFlags.filter((key) => other?.evaluations.some((each) => each.flag === key && each.on))
    const tied = tiedFlags(context, input)
    const isTied = (key: string) => tied.has(key) || isNamed(key, { ...context, url: context.request.url })
    const guard = guardingFlag(own.evaluations, { onForOther, isTied })
    return {
      configured: true,
      seen: own.evaluations.length > 0 || own.unseen.length === 0,
      evaluations: own.evaluations,
      flag: guard?.flag,
      off: guard?.on === false,
      on: guard?.on === true,
      reason: guard?.reason,
      offFlags,
      comparedWith,
      onForOther,
      named: guard !== undefined && isTied(guard.flag),
      missing: own.missing,
      unseen: own.unseen,
    }
  },
  line({ configured, seen, flag: key, off, reason, comparedWith, onForOther, evaluations, unseen, missing }) {
    if (!configured) return 'No flag service is listed: `flags` of the target in why403.yaml would let feature flags be evaluated.'
    const asked = missing.length > 0 && `Asked without ${missing.join(', ')}, which is not known.`
    const rest = [asked, unseenSentence(unseen)].flatMap((words) => (words ? [` ${words}`] : [])).join('')
    if (!seen) return `Which flags are on is not known.${rest}`
    if (key === undefined)
      return `${evaluations.length === 1 ? 'The one flag that is known is not' : `None of ${evaluations.length} flags is`} tied to this refusal.${rest}`
    const why = reason === undefined ? '' : ` (${reason})`
    const other = onForOther.includes(key) && comparedWith !== undefined ? `, and on for ${comparedWith}, who passes` : ''
    return `The flag ${key} is ${off ? 'off' : 'on'} for this account${why}${other}.${rest}`
  },
})
