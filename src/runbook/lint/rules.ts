import { checkBlock } from './check-block.ts'
import { checkId } from './check-id.ts'
import { checkParameters } from './check-parameters.ts'
import { conditionSyntax } from './condition-syntax.ts'
import { deadEnd } from './dead-end.ts'
import { deadLink } from './dead-link.ts'
import { duplicateStep } from './duplicate-step.ts'
import { emptyHeading } from './empty-heading.ts'
import { endlessCycle } from './endless-cycle.ts'
import { fenceName } from './fence-name.ts'
import { frontMatter } from './front-matter.ts'
import { longAnswer } from './long-answer.ts'
import { manyAnswers } from './many-answers.ts'
import { misplacedBlock } from './misplaced-block.ts'
import { missingOwner } from './missing-owner.ts'
import { noSteps } from './no-steps.ts'
import { oneEnding } from './one-ending.ts'
import { outcomeBlock } from './outcome-block.ts'
import { reviewDate } from './review-date.ts'
import type { LintRule } from './rule.ts'
import { sameAnswer } from './same-answer.ts'
import { stuckStep } from './stuck-step.ts'
import { templateSyntax } from './template-syntax.ts'
import { twoDefaults } from './two-defaults.ts'
import { unknownCause } from './unknown-cause.ts'
import { unknownCheck } from './unknown-check.ts'
import { unknownField } from './unknown-field.ts'
import { unreachableStep } from './unreachable-step.ts'

/** Every rule of lint by its name. */
export const RULES = {
  'front-matter': frontMatter,
  'missing-owner': missingOwner,
  'review-date': reviewDate,
  'no-steps': noSteps,
  'duplicate-step': duplicateStep,
  'empty-heading': emptyHeading,
  'fence-name': fenceName,
  'misplaced-block': misplacedBlock,
  'check-block': checkBlock,
  'check-id': checkId,
  'unknown-check': unknownCheck,
  'check-parameters': checkParameters,
  'condition-syntax': conditionSyntax,
  'template-syntax': templateSyntax,
  'unknown-field': unknownField,
  'outcome-block': outcomeBlock,
  'unknown-cause': unknownCause,
  'one-ending': oneEnding,
  'dead-end': deadEnd,
  'stuck-step': stuckStep,
  'two-defaults': twoDefaults,
  'same-answer': sameAnswer,
  'long-answer': longAnswer,
  'many-answers': manyAnswers,
  'dead-link': deadLink,
  'unreachable-step': unreachableStep,
  'endless-cycle': endlessCycle,
} satisfies Readonly<Record<string, LintRule>>
