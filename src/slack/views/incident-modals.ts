import type { ModalView } from '@slack/types'
import { Cause, Layer } from '../../denial/denial.ts'
import type { Resolution } from '../../walk/event.ts'
import { CALLBACK } from '../action-id.ts'
import { section } from './elements.ts'
import { choiceInput, type ModalContext, messageModal, modal, textInput } from './modal.ts'
import { CAUSE_WORDS, isSaid, LAYER_WORDS } from './words.ts'

type At = ModalContext & { incident: number }

const causes = Cause.options.map((value) => ({ value, label: `${value}: ${CAUSE_WORDS[value]}` }))
const layers = Layer.options.map((value) => ({
  value,
  label: isSaid(value, LAYER_WORDS[value]) ? value : `${value}: ${LAYER_WORDS[value]}`,
}))

/** Asks for the rule that refused; filled in beforehand from the walk, or with what was `filed` on proof. */
export function resolveModal(at: At, draft: Resolution, filed = false): ModalView {
  const blocks = [
    section('What is filed here recognises the next such refusal in seconds.'),
    choiceInput({ id: 'layer', label: 'Layer that refused', options: layers, value: draft.layer }),
    textInput({ id: 'product', label: 'Product', value: draft.product }),
    choiceInput({ id: 'cause', label: 'Cause', options: causes, value: draft.cause }),
    textInput({
      id: 'rule',
      label: 'Rule that refused',
      value: draft.rule,
      hint: 'A rule id, policy, directive or permission, as its owner would look it up.',
    }),
    textInput({ id: 'fix', label: 'What mended it', value: draft.fix, lines: true }),
    textInput({ id: 'prevention', label: 'How to prevent it', value: draft.prevention, lines: true, optional: true }),
  ]
  return modal({
    callback: CALLBACK.resolve,
    title: `${filed ? 'Refine' : 'Resolve'} INC-${at.incident}`,
    submit: filed ? 'Refine' : 'Resolve',
    context: at,
    blocks,
  })
}

/** What stands in a modal until the incident has been read. */
export function loadingModal(incident: number): ModalView {
  return messageModal(`INC-${incident}`, 'Reading the incident…')
}

/** Asks for a note. */
export function noteModal(at: At): ModalView {
  const blocks = [textInput({ id: 'text', label: 'Note', lines: true, hint: 'Secrets in it are removed before it is stored.' })]
  return modal({ callback: CALLBACK.note, title: `Note on INC-${at.incident}`, submit: 'Add', context: at, blocks })
}

/** Asks why a question is skipped. */
export function skipModal(at: At): ModalView {
  const blocks = [textInput({ id: 'reason', label: 'Why is it skipped?', hint: 'The walk goes on by the step’s default way.' })]
  return modal({ callback: CALLBACK.skip, title: `Skip in INC-${at.incident}`, submit: 'Skip', context: at, blocks })
}

/** Asks why an ended incident is opened again. */
export function reopenModal(at: At): ModalView {
  const blocks = [textInput({ id: 'reason', label: 'Why is it opened again?', hint: 'The checks run afresh.' })]
  return modal({ callback: CALLBACK.reopen, title: `Reopen INC-${at.incident}`, submit: 'Reopen', context: at, blocks })
}

/** Asks for cause and fix when a person ends the walk. */
export function concludeModal(at: At, cause: Cause = 'unknown'): ModalView {
  const blocks = [
    choiceInput({ id: 'cause', label: 'Cause', options: causes, value: cause }),
    textInput({ id: 'fix', label: 'What to do', lines: true }),
  ]
  return modal({ callback: CALLBACK.conclude, title: `Conclude INC-${at.incident}`, submit: 'Conclude', context: at, blocks })
}
