import pc from 'picocolors'
import type { IncidentView } from '../../incidents/view.ts'
import { terminalText } from './terminal-text.ts'
import { wrapLines } from './wrap-lines.ts'

/** Tells each new step and finding of an incident once, in the order in which they came, in lines of `width` columns; silent without `out`. */
export function createProgress(out: NodeJS.WritableStream | null, width = Number.POSITIVE_INFINITY): { show(view: IncidentView): void } {
  let opened = false
  const told = new Set<string>()
  const tell = (key: string, line: string) => {
    if (told.has(key)) return
    told.add(key)
    out?.write(`${wrapLines(line, width)}\n`)
  }
  return {
    show(view) {
      if (!opened) tell('opened', openingLine(view))
      opened = true
      for (const finding of view.findings) {
        const mark = !finding.ok ? pc.yellow('!') : finding.idle ? pc.dim('·') : pc.green('✓')
        tell(`finding ${finding.check} ${finding.line}`, `  ${mark} ${pc.dim(finding.check.padEnd(9))} ${terminalText(finding.line)}`)
      }
      for (const [index, visit] of view.path.entries())
        tell(`step ${index} ${visit.step}`, `  ${pc.cyan('→')} ${terminalText(visit.title)}`)
    },
  }
}

function openingLine(view: IncidentView): string {
  const request = `${view.request.method} ${view.request.url}`
  return `\n${pc.bold(view.name)}  ${terminalText(request)}  ${pc.dim(`as ${view.subject}, target ${view.target.name}`)}`
}
