import type { Config } from '../../config/config.ts'
import { type Denial, Layer } from '../../denial/denial.ts'

/**
 * The handle that `word` of an outcome means: `owner` is the target's owner, a layer's name that layer's owner (the
 * target's when it has none of its own), anything else a handle as it is. Without a word: the owner of the layer that
 * refused. `fallback` is the owner recorded with the incident, for a target that is configured no more.
 */
export function escalationTarget(
  config: Config,
  incident: { target: string; fallback: string | undefined },
  { word, denial }: { word: string | undefined; denial: Denial | null },
): string {
  const target = config.targets[incident.target]
  const owner = target?.owner ?? incident.fallback ?? incident.target
  const layerOwner = (layer: string) => target?.layers[layer] ?? owner
  if (word === 'owner') return owner
  if (word === undefined) return denial ? layerOwner(denial.layer) : owner
  return Layer.safeParse(word).success ? layerOwner(word) : word
}
