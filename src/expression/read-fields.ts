import type { parse } from '@bufbuild/cel'

/** The syntax tree as CEL's parser gives it. */
export type ParsedCel = ReturnType<typeof parse>
type Expr = ParsedCel['expr']

/**
 * One member path that an expression reads, `*` standing for any element of a list or map. `column` counts from 1;
 * `tested` when it stands inside `has()`.
 */
export type FieldRead = { path: string[]; column: number; tested: boolean }

/** One call of a function or method; `name` is as CEL resolves it, `qualified` with the names before the dot. */
export type FunctionCall = { name: string; qualified?: string; column: number }

type Bindings = ReadonlyMap<string, string[] | undefined>
type Path = { path: string[]; root: Expr } | undefined

const INDEX = '_[_]'

/** The fields that a parsed expression reads and the functions that it calls, in written order. */
export function readFields(parsed: ParsedCel): { reads: FieldRead[]; calls: FunctionCall[] } {
  const reads: FieldRead[] = []
  const calls: FunctionCall[] = []
  const columnOf = (expr: Expr) => (parsed.sourceInfo?.positions[String(expr.id)] ?? 0) + 1

  function note(expr: Expr, bound: Bindings, tested: boolean): boolean {
    const found = pathOf(expr, bound)
    if (!found) return false
    reads.push({ path: found.path, column: columnOf(found.root), tested })
    return true
  }

  function visit(expr: Expr | undefined, bound: Bindings): void {
    if (!expr) return
    const { exprKind } = expr
    if (exprKind.case === 'selectExpr' && exprKind.value.testOnly) note(expr, bound, true) || visit(exprKind.value.operand, bound)
    else if (note(expr, bound, false)) visitIndexes(expr, bound)
    else if (exprKind.case === 'selectExpr') visit(exprKind.value.operand, bound)
    else if (exprKind.case === 'callExpr') visitCall(expr, bound)
    else if (exprKind.case === 'comprehensionExpr') visitComprehension(expr, bound)
    else for (const child of childrenOf(expr)) visit(child, bound)
  }

  /** `a[b.c].d` reads `b.c` too. */
  function visitIndexes(expr: Expr, bound: Bindings): void {
    const { exprKind } = expr
    if (exprKind.case === 'selectExpr' && exprKind.value.operand) visitIndexes(exprKind.value.operand, bound)
    if (exprKind.case !== 'callExpr') return
    const [container, index] = exprKind.value.args
    if (container) visitIndexes(container, bound)
    if (index?.exprKind.case !== 'constExpr') visit(index, bound)
  }

  function visitCall(expr: Expr, bound: Bindings): void {
    if (expr.exprKind.case !== 'callExpr') return
    const { function: name, target, args } = expr.exprKind.value
    const before = target && pathOf(target, new Map())?.path.join('.')
    calls.push({ name, column: columnOf(expr), ...(before ? { qualified: `${before}.${name}` } : {}) })
    visit(target, bound)
    for (const arg of args) visit(arg, bound)
  }

  function visitComprehension(expr: Expr, bound: Bindings): void {
    if (expr.exprKind.case !== 'comprehensionExpr') return
    const { iterRange, iterVar, iterVar2, accuVar, accuInit, loopCondition, loopStep, result } = expr.exprKind.value
    visit(iterRange, bound)
    visit(accuInit, bound)
    const element = iterRange && pathOf(iterRange, bound)
    const inner = new Map(bound).set(accuVar, undefined).set(iterVar, element && [...element.path, '*'])
    if (iterVar2) inner.set(iterVar, undefined).set(iterVar2, element && [...element.path, '*'])
    for (const part of [loopCondition, loopStep, result]) visit(part, inner)
  }

  visit(parsed.expr, new Map())
  return { reads, calls }
}

function pathOf(expr: Expr, bound: Bindings): Path {
  const { exprKind } = expr
  if (exprKind.case === 'identExpr') {
    const { name } = exprKind.value
    const path = bound.has(name) ? bound.get(name) : [name]
    return path && { path, root: expr }
  }
  if (exprKind.case === 'selectExpr') return extend(exprKind.value.operand, exprKind.value.field, bound)
  if (exprKind.case !== 'callExpr' || exprKind.value.function !== INDEX) return undefined
  const [container, index] = exprKind.value.args
  const constant = index?.exprKind.case === 'constExpr' ? index.exprKind.value.constantKind : undefined
  return extend(container, constant?.case === 'stringValue' ? constant.value : '*', bound)
}

function extend(operand: Expr | undefined, name: string, bound: Bindings): Path {
  const before = operand && pathOf(operand, bound)
  return before && { path: [...before.path, name], root: before.root }
}

function childrenOf({ exprKind }: Expr): (Expr | undefined)[] {
  if (exprKind.case === 'listExpr') return exprKind.value.elements
  if (exprKind.case !== 'structExpr') return []
  return exprKind.value.entries.flatMap((entry) => [entry.keyKind.case === 'mapKey' ? entry.keyKind.value : undefined, entry.value])
}
