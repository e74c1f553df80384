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
  const reading: Reading = {
    reads: [],
    calls: [],
    columnOf: (expr) => (parsed.sourceInfo?.positions[String(expr.id)] ?? 0) + 1,
  }
  visit(reading, parsed.expr, new Map())
  return { reads: reading.reads, calls: reading.calls }
}

type Reading = { reads: FieldRead[]; calls: FunctionCall[]; columnOf(expr: Expr): number }

function visit(reading: Reading, expr: Expr | undefined, bound: Bindings): void {
  if (!expr) return
  const { exprKind } = expr
  const tested = exprKind.case === 'selectExpr' && exprKind.value.testOnly
  const field = pathOf(expr, bound)
  if (field) reading.reads.push({ path: field.path, column: reading.columnOf(field.root), tested })
  if (field && !tested) visitIndexes(reading, expr, bound)
  else if (field) return
  else if (exprKind.case === 'selectExpr') visit(reading, exprKind.value.operand, bound)
  else if (exprKind.case === 'callExpr') visitCall(reading, expr, bound)
  else if (exprKind.case === 'comprehensionExpr') visitComprehension(reading, expr, bound)
  else for (const child of childrenOf(expr)) visit(reading, child, bound)
}

/** `a[b.c].d` reads `b.c` too. */
function visitIndexes(reading: Reading, { exprKind }: Expr, bound: Bindings): void {
  if (exprKind.case === 'selectExpr' && exprKind.value.operand) visitIndexes(reading, exprKind.value.operand, bound)
  if (exprKind.case !== 'callExpr') return
  const [container, index] = exprKind.value.args
  if (container) visitIndexes(reading, container, bound)
  if (index?.exprKind.case !== 'constExpr') visit(reading, index, bound)
}

function visitCall(reading: Reading, expr: Expr, bound: Bindings): void {
  if (expr.exprKind.case !== 'callExpr') return
  const { function: name, target, args } = expr.exprKind.value
  const before = target && pathOf(target, new Map())?.path.join('.')
  reading.calls.push({ name, column: reading.columnOf(expr), ...(before ? { qualified: `${before}.${name}` } : {}) })
  visit(reading, target, bound)
  for (const arg of args) visit(reading, arg, bound)
}

function visitComprehension(reading: Reading, { exprKind }: Expr, bound: Bindings): void {
  if (exprKind.case !== 'comprehensionExpr') return
  const { iterRange, iterVar, iterVar2, accuVar, accuInit, loopCondition, loopStep, result } = exprKind.value
  visit(reading, iterRange, bound)
  visit(reading, accuInit, bound)
  const element = iterRange && pathOf(iterRange, bound)
  const inner = new Map(bound).set(accuVar, undefined).set(iterVar, element && [...element.path, '*'])
  if (iterVar2) inner.set(iterVar, undefined).set(iterVar2, element && [...element.path, '*'])
  for (const part of [loopCondition, loopStep, result]) visit(reading, part, inner)
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
