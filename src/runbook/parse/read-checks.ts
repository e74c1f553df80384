import type { DraftCheck, Flaw } from './draft.ts'
import { printFound } from './print-found.ts'
import type { Fence } from './read-markdown.ts'
import { isMapping, readYaml, type YamlPath, type YamlValue } from './read-yaml.ts'
import type { Position, SourceText } from './source-text.ts'

const EXPECTED = 'a check with its parameters, such as `request: { as: subject }`'

/** Reads a `check` block: a mapping of checks to parameters, or a list of them, each with an optional `id:`. */
export function readChecks(source: SourceText, fence: Fence): { checks: DraftCheck[]; flaws: Flaw[] } {
  const yaml = readYaml(source, fence)
  const start = source.positionAt(fence.from)
  if (yaml.error) return { checks: [], flaws: [{ rule: 'check-block', ...yaml.error }] }
  const { value } = yaml
  if (Array.isArray(value) && value.length > 0) {
    const read = value.map((item, index) => readItem(yaml, item, index))
    return { checks: read.flatMap(({ check }) => check ?? []), flaws: read.flatMap(({ flaw }) => flaw ?? []) }
  }
  if (!isMapping(value) || Object.keys(value).length === 0) {
    return {
      checks: [],
      flaws: [flawAt(value == null ? start : yaml.positionOf([]), value == null ? 'an empty block' : printFound(value))],
    }
  }
  const read = Object.keys(value).map((name) => readCall(yaml, { name, path: [name], params: value[name] }))
  return { checks: read.flatMap(({ check }) => check ?? []), flaws: read.flatMap(({ flaw }) => flaw ?? []) }
}

type Read = { check?: DraftCheck; flaw?: Flaw }

function readItem(yaml: YamlValue, item: unknown, index: number): Read {
  if (!isMapping(item)) return { flaw: flawAt(yaml.positionOf([index]), printFound(item)) }
  const names = Object.keys(item).filter((name) => name !== 'id')
  const [name] = names
  if (name === undefined) return { flaw: flawAt(yaml.positionOf([index]), 'no check') }
  if (names.length > 1)
    return { flaw: flawAt(yaml.positionOf([index, names[1] as string], 'key'), `\`${names[1]}\` beside \`${name}\``, 'one check an item') }
  const { id } = item
  if (id !== undefined && typeof id !== 'string') return { flaw: flawAt(yaml.positionOf([index, 'id']), printFound(id), 'a name as `id`') }
  return readCall(yaml, { name, path: [index, name], params: item[name], ...(id === undefined ? {} : { id, idPath: [index, 'id'] }) })
}

type Call = { name: string; path: YamlPath; params: unknown; id?: string; idPath?: YamlPath }

function readCall(yaml: YamlValue, { name, path, params, id, idPath }: Call): Read {
  const at = yaml.positionOf(path, 'key')
  const given = params ?? {}
  if (!isMapping(given)) return { flaw: flawAt(yaml.positionOf(path), printFound(given), `the parameters of \`${name}\` as a mapping`) }
  return { check: { id: id ?? name, check: name, params: given, at, idAt: idPath ? yaml.positionOf(idPath) : at, yaml, path } }
}

function flawAt(at: Position, found: string, expected = EXPECTED): Flaw {
  return { rule: 'check-block', at, found, expected }
}
