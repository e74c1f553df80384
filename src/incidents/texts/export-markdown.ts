import type { RootContent } from 'mdast'
import type { IncidentEvent } from '../../walk/event.ts'
import { actorName } from '../view/actor-name.ts'
import type { IncidentView } from '../view.ts'
import { describeEvent } from './describe-event.ts'
import { fenced, heading, list, paragraph, printMarkdown, quoted, words } from './markdown-nodes.ts'
import { unseenParts } from './unseen-parts.ts'

/**
 * The whole incident as markdown for a wiki or a ticket: outcome, evidence, findings, path, timeline with who and
 * when. What a target, a request or a person wrote is code: it neither links, nor calls anybody, nor breaks out.
 */
export function exportMarkdown(view: IncidentView, events: readonly IncidentEvent[]): string {
  return printMarkdown([
    heading(1, words(`${view.name}: why ${view.verdict}?`)),
    ...factsPart(view),
    ...outcomePart(view),
    ...evidencePart(view),
    ...findingsPart(view),
    ...unseenPart(view),
    ...pathPart(view),
    ...timelinePart(view, events),
  ])
}

function factsPart(view: IncidentView): RootContent[] {
  const { request, target, subject, denial, owner, runbook } = view
  return [
    list([
      [paragraph(words('Request: '), quoted(`${request.method} ${request.url}`), words(' as '), quoted(subject))],
      [paragraph(words('Target: '), quoted(target.name), words(', owner '), quoted(target.owner))],
      [paragraph(words(`State: ${view.state}; verdict: ${view.verdict}`))],
      ...(denial
        ? [[paragraph(words(`Refused by: ${denial.layer}, `), quoted(denial.product), words(', rule '), quoted(denial.rule ?? 'unknown'))]]
        : []),
      ...(owner ? [[paragraph(words('Led by: '), quoted(owner.name))]] : []),
      [paragraph(words(`Runbook: ${runbook.title}, revision `), quoted(runbook.revision.slice(0, 12)))],
    ]),
  ]
}

function outcomePart({ conclusion, resolution, verifications }: IncidentView): RootContent[] {
  if (!conclusion && !resolution) return []
  const proof = verifications?.find(({ seq }) => seq === resolution?.proof)
  return [
    heading(2, words('Outcome')),
    ...(conclusion ? [paragraph(words(`${conclusion.title}: ${conclusion.cause}`)), fenced(conclusion.fix)] : []),
    ...(conclusion?.escalate ? [paragraph(words('To call: '), quoted(conclusion.escalate))] : []),
    ...(conclusion?.verify ? [paragraph(words('To verify:')), fenced(conclusion.verify)] : []),
    ...(resolution
      ? [paragraph(words('Resolved by '), quoted(resolution.by.name), words(`, cause ${resolution.cause}:`)), fenced(resolution.fix)]
      : []),
    ...(proof?.told ? [paragraph(words(`Proof, ${proof.told.at}: `), quoted(proof.told.line))] : []),
    ...(resolution?.prevention ? [paragraph(words('Prevention:')), fenced(resolution.prevention)] : []),
  ]
}

function evidencePart({ denial }: IncidentView): RootContent[] {
  if (!denial || denial.evidence.length === 0) return []
  const items = denial.evidence.map(({ where, text, means }) => [
    paragraph(quoted(where), words(' says '), quoted(text), words(': '), quoted(means)),
  ])
  return [heading(2, words('Evidence')), list(items)]
}

function findingsPart({ findings }: IncidentView): RootContent[] {
  if (findings.length === 0) return []
  const items = findings.map(({ check, line, ok, onPath }) => [
    paragraph(words(`${check}${ok ? '' : ' failed'}${onPath ? '' : ' (besides the path)'}: `), quoted(line)),
  ])
  return [heading(2, words('Findings')), list(items)]
}

function unseenPart(view: IncidentView): RootContent[] {
  const items = unseenParts(view).map(({ what, why }) => [paragraph(quoted(what), words(': '), quoted(why))])
  return items.length === 0 ? [] : [heading(2, words('What could not be seen')), list(items)]
}

function pathPart({ path }: IncidentView): RootContent[] {
  if (path.length === 0) return []
  const items = path.map(({ title, left }) => [
    paragraph(
      words(title),
      ...(left?.text ? [words(' → '), quoted(left.text)] : []),
      ...(left?.who ? [words(' by '), quoted(left.who)] : []),
    ),
  ])
  return [heading(2, words('Path')), list(items)]
}

function timelinePart(view: IncidentView, events: readonly IncidentEvent[]): RootContent[] {
  const titles = new Map(view.path.map(({ step, title }) => [step, title]))
  const items = events.map((event) => {
    const { line, below } = describeEvent(event, (step) => titles.get(step) ?? step)
    const who = event.actor.kind === 'person' ? quoted(actorName(event.actor)) : words(actorName(event.actor))
    return [paragraph(words(`${event.at.toISOString()} `), who, words(' '), ...line), ...(below ? [below] : [])]
  })
  return [heading(2, words('Timeline')), list(items)]
}
