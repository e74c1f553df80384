import { useMemo, useState } from 'preact/hooks'
import { useWorkspace } from '../workspace-context.js'
import { initialValues } from './initial-value.js'

/**
 * What elements need of the message or view they stand in.
 * @param {{ message?: { channel: string, ts: string }, view?: string }} where
 * @param {object[]} blocks
 * @returns {{ act, busy, values, setValue, blocks, where, errors }} `act(block, element, picked)` presses; `busy` is the pressed
 *   element's key while the app works; `setValue` changes an input.
 */
export function useSurface(where, blocks, errors = {}) {
  const { deed } = useWorkspace()
  const [typed, setTyped] = useState({})
  const [busy, setBusy] = useState('')
  const values = useMemo(() => standing(initialValues(blocks), typed), [blocks, typed])
  const setValue = (block, element, value) => {
    const next = { ...typed, [block.block_id]: { ...typed[block.block_id], [element.action_id]: { type: element.type, ...value } } }
    setTyped(next)
    return standing(values, next)
  }
  const act = async (block, element, picked = {}) => {
    const standing = element.type === 'button' ? values : setValue(block, element, picked)
    setBusy(keyOf(block, element))
    await deed('act', { ...where, blockId: block.block_id, actionId: element.action_id, picked, values: standing })
    setBusy('')
  }
  return { act, busy, values, setValue, blocks, where, errors }
}

/** @returns {string} one name for an element of a surface */
export const keyOf = (block, element) => `${block.block_id}/${element.action_id}`

/** What stands in the inputs: what was typed, where the same input is still there, else what stood there at first. */
function standing(first, typed) {
  const chosen = (blockId, actions) =>
    Object.fromEntries(
      Object.entries(actions).map(([id, value]) => [id, typed[blockId]?.[id]?.type === value.type ? typed[blockId][id] : value]),
    )
  return Object.fromEntries(Object.entries(first).map(([blockId, actions]) => [blockId, chosen(blockId, actions)]))
}
