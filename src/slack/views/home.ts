import type { HomeView, KnownBlock } from '@slack/types'
import { ACTION } from '../action-id.ts'
import { context, divider, section } from './elements.ts'
import { incidentLines, type ListedIncident, type ListedRule, ruleLines } from './lists.ts'
import { plain } from './text.ts'

/** App Home: what is open, what was learnt last, and a button to start. */
export function homeView(incidents: readonly ListedIncident[], rules: readonly ListedRule[]): HomeView {
  const open = incidentLines(incidents)
  const learnt = ruleLines(rules.slice(0, 5))
  const blocks: KnownBlock[] = [
    { type: 'header', text: plain('why403', 150) },
    section('Who refused the request, why, and by which rule. Type `/why403 URL` in a channel, or press here.'),
    { type: 'actions', elements: [{ type: 'button', action_id: ACTION.form, text: plain('Ask why403', 75), style: 'primary' }] },
    divider,
    section(open.length > 0 ? ['*Open incidents*', ...open].join('\n') : '*Open incidents*\nNone.'),
    divider,
    section(
      learnt.length > 0 ? ['*Latest rules*', ...learnt].join('\n') : '*Latest rules*\nNone yet: resolving an incident files its rule.',
    ),
    context('`/why403 help` shows every form of the command.'),
  ]
  return { type: 'home', blocks }
}
