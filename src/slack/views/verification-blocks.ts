import type { Button, KnownBlock } from '@slack/types'
import type { IncidentView } from '../../incidents/view.ts'
import type { VerificationKind } from '../../walk/verification.ts'
import { ACTION } from '../action-id.ts'
import { button, context, section } from './elements.ts'
import { personText } from './person.ts'
import { type Rendered, render } from './rendered.ts'
import { mrkdwn } from './text.ts'

type Run = NonNullable<IncidentView['verifications']>[number]

/** What a verification came to, and what that means for whoever mends. */
const KIND_WORDS: Readonly<Record<VerificationKind, [title: string, next: string]>> = {
  mended: ['Mended, with proof', 'It passes each time, and nobody passes who must not.'],
  'too-wide': [
    'It passes, but the fix is too wide',
    'This is no proof. Narrow the fix and verify again; if it is meant so, press Resolve….',
  ],
  'still-refused': ['Still refused', 'Nothing is closed. Mend it, then verify again.'],
  'refused-otherwise': [
    'Refused in another way now',
    'Two refusals were stacked: the first is gone, and the walk goes on with the one behind it.',
  ],
  unstable: ['It passes and is refused in turn', 'Nothing is closed: perhaps not every instance has the fix yet. Verify again in a while.'],
  unproven: ['Not proven', 'Nothing is closed. Press Resolve… to close it on your own word.'],
  unanswered: ['The fix could not be verified', 'Nothing is closed. Verify again.'],
}

/** The button that has the fix verified; of an unsafe method it says so and asks again, since the press approves one sending. */
export function verifyButtons(view: IncidentView): Button[] {
  const { verify, incident, target, subject, request } = view
  if (!verify) return []
  const value = { i: incident, n: Date.parse(verify.seen), ...(verify.sends && { do: 'send' }) }
  if (!verify.sends) return [button({ action: ACTION.verify, label: verify.label, value, style: 'primary' })]
  const text = `why403 will try what is safe first, then send this ${verify.method} to ${target.name} as ${subject} once, and it may change data there. Your name is noted. ${request.url}`
  const confirm = { title: `${verify.label}?`, text, yes: `Send ${verify.method}`, no: 'Cancel' }
  return [button({ action: ACTION.verify, label: verify.label, value, style: 'danger', confirm })]
}

/** How the last verification stands: under way, told without closing, or what the walk goes on because of. */
export function verificationBlocks(view: IncidentView): KnownBlock[] {
  const run = view.verifications?.at(-1)
  if (!run?.current || view.state === 'resolved') return []
  if (!run.told)
    return [context(`⏳ ${personText(run.by)} has the fix verified: the request is sent again as ${mrkdwn(view.subject, 60)}.`)]
  return [section(toldText(run, run.told)), askedBy(run)]
}

/** What one came to, as a message of its own. Null while it is under way, and of proof, which the resolution tells. */
export function verifiedMessage(view: IncidentView, run: Run): Rendered | null {
  if (!run.told || run.told.kind === 'mended') return null
  const text = `${view.name}: ${KIND_WORDS[run.told.kind][0]}`
  return render({
    id: `verified-${view.incident}-${run.seq}`,
    version: view.seq,
    text,
    blocks: [section(toldText(run, run.told)), askedBy(run)],
  })
}

/** The proof on which an incident was closed, in one line; undefined where a person closed it on their word. */
export function proofText({ resolution, verifications }: IncidentView): string | undefined {
  const run = verifications?.find(({ seq }) => seq === resolution?.proof)
  return run?.told && `*Proof:* ${evidenceText(run.told)} Asked for by ${personText(run.by)}, seen ${clock(run.told.at)}.`
}

function toldText({ sends }: Run, told: NonNullable<Run['told']>): string {
  const [title, next] = KIND_WORDS[told.kind]
  const isUnsent = told.kind === 'unproven' && !sends && told.calls === 0
  const lines = [
    `*${title}*`,
    evidenceText(told),
    isUnsent ? 'Reading alone proves nothing of it. Press Resolve… to close it on your own word.' : next,
  ]
  return lines.join('\n')
}

function evidenceText({ line, decisive, kind }: NonNullable<Run['told']>): string {
  const stood =
    decisive && kind !== 'still-refused'
      ? ` The outcome had stood on ${mrkdwn(decisive.check, 40)}; now: ${mrkdwn(decisive.line, 200)}`
      : ''
  return `${mrkdwn(line, 700)}${stood}`
}

function askedBy({ by, told }: Run): KnownBlock {
  return context(`Asked for by ${personText(by)} ${clock(by.at)}${told ? `, answered ${clock(told.at)}` : ''}`)
}

/** `2026-11-10 12:00:05 UTC`. */
function clock(at: string): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`
}
