import type { Branch, Runbook, RunbookSet, Step } from '../tree.ts'
import { branchLabel, findRunbook } from './flow-graph.ts'

/** How a terminal shows the parts: every text of a runbook goes through one of these. Shown as they are when left out. */
type Paint = Readonly<Record<'title' | 'step' | 'condition' | 'answer' | 'outcome' | 'faint', (text: string) => string>>

const plain: Paint = { title: String, step: String, condition: String, answer: String, outcome: String, faint: String }

/** One line still to be drawn: a branch into a step, below `indent`. */
type Task = { step: Step | undefined; address: string; branch?: Branch; indent: string; last: boolean }

/**
 * A runbook as a tree for a terminal. A step is drawn where it is first reached; elsewhere, and in other files, it is
 * named as a reference. @throws `runbook.unknown`
 */
export function drawText(set: RunbookSet, file: string, paint: Paint = plain): string {
  const runbook = findRunbook(set, file)
  const drawn = new Set<string>()
  const lines = headLines(runbook, paint)
  for (const root of runbook.steps) {
    if (drawn.has(root.address)) continue
    lines.push('', ...treeLines({ set, file, paint, drawn }, root))
  }
  return `${lines.join('\n')}\n`
}

type Drawing = { set: RunbookSet; file: string; paint: Paint; drawn: Set<string> }

function headLines({ file, title, owner, reviewed }: Runbook, paint: Paint): string[] {
  return [`${paint.title(title)} ${paint.faint(`(${file})`)}`, paint.faint(`owner ${owner}${reviewed ? `, reviewed ${reviewed}` : ''}`)]
}

/** Depth first without recursion: a chain of a thousand steps is no reason to fail. */
function treeLines(drawing: Drawing, root: Step): string[] {
  const lines: string[] = []
  const open: Task[] = [{ step: root, address: root.address, indent: '', last: true }]
  for (let task = open.pop(); task; task = open.pop()) {
    const expands = task.step !== undefined && !drawing.drawn.has(task.address) && task.address.startsWith(`${drawing.file}#`)
    lines.push(taskLine(drawing, task, expands))
    if (!expands || !task.step) continue
    drawing.drawn.add(task.address)
    const indent = task.branch ? `${task.indent}${task.last ? '   ' : '│  '}` : ''
    open.push(...branchTasks(drawing.set, task.step, indent).reverse())
  }
  return lines
}

function branchTasks(set: RunbookSet, step: Step, indent: string): Task[] {
  return step.branches.map((branch, index) => ({
    ...{ step: set.stepByAddress.get(branch.goto), address: branch.goto, branch, indent },
    last: index === step.branches.length - 1,
  }))
}

function taskLine({ file, paint }: Drawing, { step, address, branch, indent, last }: Task, expands: boolean): string {
  const lead = branch ? `${paint.faint(`${indent}${last ? '└─' : '├─'}`)} ${branchText(branch, paint)} ${paint.faint('→')} ` : ''
  if (!step) return lead + paint.step(address)
  if (expands) return lead + stepText(step, paint)
  const away = !address.startsWith(`${file}#`)
  return `${lead}${paint.step(step.title)} ${paint.faint(away ? `↗ ${address}` : '↑ above')}`
}

function branchText(branch: Branch, paint: Paint): string {
  const label = branchLabel(branch)
  return branch.kind === 'when' ? paint.condition(label) : branch.kind === 'answer' ? paint.answer(`[${label}]`) : paint.faint(label)
}

function stepText({ title, checks, outcome }: Step, paint: Paint): string {
  const names = [...new Set(checks.map(({ check }) => check))].join(', ')
  return [paint.title(title), names && paint.faint(`⚙ ${names}`), outcome && paint.outcome(`■ ${outcome.cause}`)].filter(Boolean).join(' ')
}
